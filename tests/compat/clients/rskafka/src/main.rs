//! rskafka as ../README.md asks for it. It has no consumer groups, no idempotence, and always waits for all replicas.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, StdinLock, Write};

use chrono::{DateTime, Utc};
use rskafka::client::error::{Error as KafkaError, ProtocolError};
use rskafka::client::partition::{Compression, OffsetAt, PartitionClient, UnknownTopicHandling};
use rskafka::client::{Client, ClientBuilder};
use rskafka::record::Record;

type Outcome = Result<String, Box<dyn Error>>;

#[derive(Debug)]
struct Unsupported(&'static str);

impl std::fmt::Display for Unsupported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Unsupported {}

fn to_bytes(text: &str) -> Result<Option<Vec<u8>>, hex::FromHexError> {
    if text == "-" {
        return Ok(None);
    }
    hex::decode(&text[1..]).map(Some)
}

fn to_text(data: &Option<Vec<u8>>) -> String {
    match data {
        None => "-".to_string(),
        Some(data) => format!("={}", hex::encode(data)),
    }
}

fn headers_text(headers: &BTreeMap<String, Vec<u8>>) -> String {
    if headers.is_empty() {
        return "-".to_string();
    }
    let pairs: Vec<String> = headers
        .iter()
        .map(|(name, data)| format!("{name}:={}", hex::encode(data)))
        .collect();
    pairs.join(",")
}

fn read_record(line: &str) -> Result<(i32, Record), Box<dyn Error>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut headers = BTreeMap::new();
    if words[3] != "-" {
        for one in words[3].split(',') {
            let (name, data) = one.split_once(':').ok_or("a header without a colon")?;
            headers.insert(name.to_string(), to_bytes(data)?.unwrap_or_default());
        }
    }
    let record = Record {
        key: to_bytes(words[1])?,
        value: to_bytes(words[2])?,
        headers,
        timestamp: Utc::now(),
    };
    Ok((words[0].parse()?, record))
}

async fn partition(client: &Client, topic: &str, index: i32) -> Result<PartitionClient, KafkaError> {
    client
        .partition_client(topic, index, UnknownTopicHandling::Error)
        .await
}

async fn describe(client: &Client, topic: &str) -> Outcome {
    let topics = client.list_topics().await?;
    match topics.iter().find(|one| one.name == topic) {
        Some(found) => Ok(format!("partitions {}\n", found.partitions.len())),
        None => Err("UnknownTopicOrPartition".into()),
    }
}

async fn produce(client: &Client, words: &[&str], lines: &[String]) -> Outcome {
    if words[3] != "all" {
        return Err(Box::new(Unsupported("rskafka always produces with acks=all, never idempotently")));
    }
    let codec = match words[2] {
        "gzip" => Compression::Gzip,
        "snappy" => Compression::Snappy,
        "lz4" => Compression::Lz4,
        "zstd" => Compression::Zstd,
        _ => Compression::NoCompression,
    };
    let mut by_partition: BTreeMap<i32, Vec<Record>> = BTreeMap::new();
    for line in lines {
        let (index, record) = read_record(line)?;
        by_partition.entry(index).or_default().push(record);
    }
    for (index, records) in by_partition {
        partition(client, words[1], index)
            .await?
            .produce(records, codec)
            .await?;
    }
    Ok(String::new())
}

async fn consume(client: &Client, words: &[&str]) -> Outcome {
    let mut answer = String::new();
    let mut left: usize = words[3].parse()?;
    for index in 0..words[2].parse()? {
        let place = partition(client, words[1], index).await?;
        let end = place.get_offset(OffsetAt::Latest).await?;
        let mut next = 0;
        while next < end && left > 0 {
            let (records, _) = place.fetch_records(next, 1..8 << 20, 1000).await?;
            for one in records {
                answer += &format!(
                    "record {index} {} {} {} {} {}\n",
                    one.offset,
                    one.record.timestamp.timestamp_millis(),
                    to_text(&one.record.key),
                    to_text(&one.record.value),
                    headers_text(&one.record.headers)
                );
                next = one.offset + 1;
                left = left.saturating_sub(1);
            }
        }
    }
    Ok(answer)
}

async fn offset(client: &Client, words: &[&str]) -> Outcome {
    let at = match words[3] {
        "earliest" => OffsetAt::Earliest,
        "latest" => OffsetAt::Latest,
        time => OffsetAt::Timestamp(DateTime::from_timestamp_millis(time.parse()?).ok_or("not a time")?),
    };
    let place = partition(client, words[1], words[2].parse()?).await?;
    Ok(format!("offset {}\n", place.get_offset(at).await?))
}

async fn perform(client: &Client, words: &[&str], lines: &[String]) -> Outcome {
    match words[0] {
        "create" => {
            let controller = client.controller_client()?;
            controller.create_topic(words[1], words[2].parse()?, 1, 10_000).await?;
            Ok(String::new())
        }
        "describe" => describe(client, words[1]).await,
        "delete" => {
            client.controller_client()?.delete_topic(words[1], 10_000).await?;
            Ok(String::new())
        }
        "produce" => produce(client, words, lines).await,
        "consume" => consume(client, words).await,
        "offset" => offset(client, words).await,
        other => Err(format!("unknown command {other}").into()),
    }
}

fn code_of(problem: &(dyn Error + 'static)) -> i16 {
    let protocol = match problem.downcast_ref::<KafkaError>() {
        Some(KafkaError::ServerError { protocol_error, .. }) => *protocol_error,
        _ if problem.to_string() == "UnknownTopicOrPartition" => ProtocolError::UnknownTopicOrPartition,
        _ => return -1,
    };
    match protocol {
        ProtocolError::UnknownTopicOrPartition => 3,
        ProtocolError::LeaderNotAvailable => 5,
        ProtocolError::NotLeaderOrFollower => 6,
        ProtocolError::MessageTooLarge => 10,
        ProtocolError::TopicAlreadyExists => 36,
        _ => -1,
    }
}

fn read_lines(input: &mut StdinLock<'_>, count: usize) -> std::io::Result<Vec<String>> {
    input.lines().take(count).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.len() > 2 {
        println!("unsupported rskafka has no consumer groups");
        return Ok(());
    }
    let client = ClientBuilder::new(vec![arguments[1].clone()])
        .max_message_size(64 << 20)
        .build()
        .await?;
    let mut input = std::io::stdin().lock();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let words: Vec<&str> = line.split_whitespace().collect();
        let count = if words[0] == "produce" { words[4].parse()? } else { 0 };
        let lines = read_lines(&mut input, count)?;
        let mut output = std::io::stdout().lock();
        match perform(&client, &words, &lines).await {
            Ok(answer) => writeln!(output, "{answer}ok")?,
            Err(problem) => match problem.downcast_ref::<Unsupported>() {
                Some(lacks) => writeln!(output, "unsupported {lacks}")?,
                None => writeln!(output, "error {} {}", code_of(&*problem), problem.to_string().replace('\n', " "))?,
            },
        }
        output.flush()?;
        line.clear();
    }
    Ok(())
}
