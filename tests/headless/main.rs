//! What the program shows without a window: the real plans in `saves/`.

#[cfg(test)]
mod books;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod deals;
#[cfg(test)]
mod extremes;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hive;
#[cfg(test)]
mod house;
#[cfg(test)]
mod hubs;
#[cfg(test)]
mod hut8;
#[cfg(test)]
mod independent;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod power;
#[cfg(test)]
mod random;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod what_ifs;
