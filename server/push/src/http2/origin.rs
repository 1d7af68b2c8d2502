//! Where a server is: scheme, host and port of a URL.

use http::{
    Uri,
    uri::{Authority, Scheme},
};
use rustls::pki_types::ServerName;

/// An `https` origin.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub authority: Authority,
    pub host: String,
    pub port: u16,
    pub name: ServerName<'static>,
}

impl Origin {
    /// Takes the origin of `url` and its path. The error says what is wrong in words for an administrator.
    pub(crate) fn parse(url: &str) -> Result<(Self, String), String> {
        let wrong = || format!("`{url}` is not an address such as https://push.example.org");
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Err(format!("`{url}` must begin with https://"));
        }
        let authority =
            uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or_else(wrong)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(host.clone()).map_err(|_| wrong())?;
        let origin =
            Self { authority: authority.clone(), port: authority.port_u16().unwrap_or(443), host, name };
        Ok((origin, uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()))
    }

    /// For settings that name a server and nothing below it.
    pub(crate) fn parse_bare(url: &str) -> Result<Self, String> {
        match Self::parse(url)? {
            (origin, path) if path == "/" => Ok(origin),
            _ => Err(format!("`{url}` must end after the host")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_host_and_port() {
        let (origin, path) = Origin::parse("https://oauth2.example.com/token").unwrap();
        assert_eq!((origin.host.as_str(), origin.port, path.as_str()), ("oauth2.example.com", 443, "/token"));
        assert_eq!(Origin::parse_bare("https://[::1]:2197").unwrap().host, "::1");
    }

    #[test]
    fn what_is_no_https_address_is_refused_in_words() {
        for url in
            ["", "push.example.org", "http://push.example.org", "https://", "https://a@b", "https://a b"]
        {
            assert!(Origin::parse(url).is_err(), "{url}");
        }
        assert!(Origin::parse_bare("https://push.example.org/3").unwrap_err().contains("after the host"));
    }
}
