//! Every fault that the simulated services can be told to make, and every reason and error code of theirs, as a row: what
//! becomes of the device that it hits, how often it is tried, how long is waited, whether its token is given up, and
//! that no other device is harmed.

mod apns;
mod fcm;
mod table;
mod witness;
