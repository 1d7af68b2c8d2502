//! One provider token for all nodes and their restarts.

use crate::process::Installation;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn two_nodes_and_their_restarts_show_apple_the_very_same_token() {
    let installation = Installation::on_postgres(40).await;
    let mut cookie: Option<String> = None;
    for (n, node) in ["a", "b", "a", "b"].into_iter().enumerate() {
        let server = installation.start(node, &["serve", "--listen", "127.0.0.1:0"]).await;
        let session = match &cookie {
            None => server.sign_in().await,
            Some(cookie) => server.with_cookie(cookie),
        };
        cookie = Some(session.cookie.clone());
        let sent = session.send_with_key("Snö", "Bussarna är sena.", &format!("{n:032x}")).await;
        assert_eq!(session.finished(&sent).await["accepted"], 40);
        server.kill().await;
    }
    let stats = installation.pair.apns.stats();
    assert!(stats.connections >= 4, "each had connections of its own: {}", stats.connections);
    // Two when the moment of renewal, which comes twice an hour, was right now.
    assert!(stats.tokens <= 2, "{} tokens", stats.tokens);
}
