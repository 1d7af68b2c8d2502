//! Herald on PostgreSQL, alone and as several processes that share one database.

mod crash;
mod moving;
mod privacy;
mod private;
mod quota;
mod several;
mod single;
mod token;
