//! A cable that can be cut without either end being told.

use std::net::SocketAddr;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_util::task::AbortOnDropHandle;

pub struct Proxy {
    pub address: SocketAddr,
    generation: watch::Sender<u64>,
    _listener: AbortOnDropHandle<()>,
}

impl Proxy {
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (generation, cut) = watch::channel(0);
        let forward = async move {
            let mut cables = tokio::task::JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                cables.spawn(carry(near, target, cut.clone()));
            }
        };
        Self { address, generation, _listener: AbortOnDropHandle::new(tokio::spawn(forward)) }
    }

    /// The connections of now carry nothing from here on, and stay open. New ones work.
    pub fn cut(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }
}

async fn carry(mut near: TcpStream, target: SocketAddr, mut cut: watch::Receiver<u64>) {
    let mut far = TcpStream::connect(target).await.unwrap();
    cut.mark_unchanged();
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = cut.changed() => std::future::pending().await,
    }
}
