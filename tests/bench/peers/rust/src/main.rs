//! Cedar and Regorus on a workload that peer_replay wrote: `peers ENGINE FOLDER`.
//!
//! Reads FOLDER/policy.csv (rows as in peer_rows.h) and FOLDER/requests.csv (user, resource, action),
//! and prints one JSON object: the time to load, the median time of a decision, and all decisions as
//! a string of A and D. What a request is made of is prepared before; what is measured is the engine.
mod cedar;
mod regorus_engine;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

pub type Failure = Box<dyn Error>;

/// An engine that holds the policy, with requests made ready for it.
pub trait Peer {
    /// Makes a request ready: user, resource, action. Requests are numbered from 0.
    fn prepare(&mut self, row: &[String]) -> Result<(), Failure>;
    /// Decides the request of that number.
    fn decide(&mut self, number: usize) -> Result<bool, Failure>;
}

pub fn rows(path: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)?;
    let mut all = Vec::new();
    for record in reader.records() {
        all.push(record?.iter().map(str::to_owned).collect());
    }
    Ok(all)
}

/// The median of as many decisions as two seconds give.
fn median_time(peer: &mut dyn Peer, count: usize) -> Result<f64, Failure> {
    let mut times = Vec::new();
    let begin = Instant::now();
    'asked: loop {
        for number in 0..count {
            let one = Instant::now();
            std::hint::black_box(peer.decide(number)?);
            times.push(one.elapsed().as_nanos() as f64);
            if begin.elapsed() > Duration::from_secs(2) {
                break 'asked;
            }
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.len() != 3 {
        return Err("usage: peers cedar|regorus FOLDER".into());
    }
    let folder = Path::new(&arguments[2]);
    let begin = Instant::now();
    let mut peer: Box<dyn Peer> = match arguments[1].as_str() {
        "cedar" => Box::new(cedar::load(folder)?),
        "regorus" => Box::new(regorus_engine::load(folder)?),
        other => return Err(format!("no engine `{other}`").into()),
    };
    let load_ms = begin.elapsed().as_secs_f64() * 1e3;
    let requests = rows(&folder.join("requests.csv"))?;
    let mut decisions = String::new();
    for (number, row) in requests.iter().enumerate() {
        peer.prepare(row)?;
        decisions.push(if peer.decide(number)? { 'A' } else { 'D' });
    }
    let decide_ns = median_time(peer.as_mut(), requests.len())?;
    println!(
        "{}",
        serde_json::json!({"engine": arguments[1], "load_ms": load_ms, "decide_ns": decide_ns,
                           "decisions": decisions})
    );
    Ok(())
}
