//! The browser, where there is one. On the server every function here does nothing.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
pub use browser::*;

#[cfg(not(feature = "hydrate"))]
mod nowhere;
#[cfg(not(feature = "hydrate"))]
pub use nowhere::*;
