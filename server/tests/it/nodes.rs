//! Herald on PostgreSQL, alone and as several processes that share one database.

mod privacy;
mod several;
mod single;
