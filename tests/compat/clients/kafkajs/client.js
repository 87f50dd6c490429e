// KafkaJS as ../README.md asks for it.
'use strict'

const readline = require('readline')
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = require('kafkajs')

// KafkaJS brings gzip; snappy is plugged in as its documentation says.
CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy')

// A broker that restarts is waited for.
const PATIENT = { retries: 120, initialRetryTime: 100, maxRetryTime: 1000 }

class Unsupported extends Error {}

const CODECS = {
  none: CompressionTypes.None, gzip: CompressionTypes.GZIP, snappy: CompressionTypes.Snappy,
}
const ACKS = { 0: 0, 1: 1, all: -1, idempotent: -1 }

const toBytes = (text) => (text === '-' ? null : Buffer.from(text.slice(1), 'hex'))
const toText = (data) => (data === null || data === undefined ? '-' : '=' + Buffer.from(data).toString('hex'))

const headersOf = (text) => {
  const headers = {}
  for (const one of text === '-' ? [] : text.split(',')) {
    const [name, data] = one.split(':')
    const value = toBytes(data)
    headers[name] = name in headers ? [].concat(headers[name], value) : value
  }
  return headers
}

// Headers are an object in KafkaJS: the order of different names survives, that of repeated ones among others does not.
const headersText = (headers) =>
  Object.entries(headers || {}).flatMap(([name, value]) => [].concat(value).map((one) => `${name}:${toText(one)}`)).join(',') || '-'

class Client {
  constructor(bootstrap) {
    this.kafka = new Kafka({
      brokers: [bootstrap], clientId: 'kafkajs', logLevel: logLevel.ERROR,
      logCreator: () => ({ log }) => console.error(log.message, log.error || ''),
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1000 },
    })
    this.producers = {}
    this.consumers = 0
  }

  async admin() {
    if (!this.connected) {
      this.connected = this.kafka.admin()
      await this.connected.connect()
    }
    return this.connected
  }

  async create(topic, partitions) {
    const admin = await this.admin()
    const topics = [{ topic, numPartitions: Number(partitions), replicationFactor: 1 }]
    // KafkaJS answers false, without an error, for a topic that exists.
    if (!(await admin.createTopics({ topics }))) throw Object.assign(new Error('exists'), { code: 36 })
  }

  async describe(topic) {
    const admin = await this.admin()
    if (!(await admin.listTopics()).includes(topic)) throw Object.assign(new Error('unknown topic'), { code: 3 })
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return `partitions ${topics[0].partitions.length}`
  }

  async delete(topic) {
    await (await this.admin()).deleteTopics({ topics: [topic] })
  }

  async produce(records, topic, codec, acks) {
    if (!(codec in CODECS)) throw new Unsupported(`KafkaJS has no ${codec}; a plug-in of one's own would test that plug-in`)
    if (!this.producers[acks]) {
      const producer = this.kafka.producer({ idempotent: acks === 'idempotent', maxInFlightRequests: 1, allowAutoTopicCreation: false, retry: PATIENT })
      await producer.connect()
      this.producers[acks] = producer
    }
    const messages = records.map((line) => {
      const [partition, key, value, headers] = line.split(' ')
      return { partition: Number(partition), key: toBytes(key), value: toBytes(value), headers: headersOf(headers) }
    })
    await this.producers[acks].send({ topic, acks: ACKS[acks], compression: CODECS[codec], messages })
  }

  // KafkaJS only consumes in groups: one of its own for each call.
  async consume(topic, partitions, count) {
    const consumer = this.kafka.consumer({ groupId: `${topic}.consume.${process.pid}.${this.consumers++}`, maxBytesPerPartition: 8 << 20 })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    const lines = []
    await new Promise((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error))
      consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message: m }) => {
          if (lines.length < Number(count)) {
            lines.push(`record ${partition} ${m.offset} ${m.timestamp} ${toText(m.key)} ${toText(m.value)} ${headersText(m.headers)}`)
          }
          if (lines.length === Number(count)) resolve()
        },
      }).catch(reject)
    })
    await consumer.disconnect()
    return lines.join('\n')
  }

  async offset(topic, partition, when) {
    const admin = await this.admin()
    const named = when === 'earliest' || when === 'latest'
    const all = named ? await admin.fetchTopicOffsets(topic) : await admin.fetchTopicOffsetsByTimestamp(topic, Number(when))
    const found = all.find((one) => one.partition === Number(partition))
    return `offset ${when === 'earliest' ? found.low : named ? found.high : found.offset}`
  }

  async member(topic, group) {
    const consumer = this.kafka.consumer({ groupId: group, sessionTimeout: 6000, heartbeatInterval: 1000, rebalanceTimeout: 10000, maxWaitTimeInMs: 500 })
    process.on('SIGTERM', async () => {
      await consumer.disconnect()
      process.exit(0)
    })
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const mine = (payload.memberAssignment[topic] || []).sort((a, b) => a - b)
      console.log(`assigned ${mine.join(',') || '-'}`)
    })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        await consumer.commitOffsets([{ topic, partition, offset: String(Number(message.offset) + 1) }])
        console.log(`record ${partition} ${message.offset}`)
      },
    })
  }
}

const codeOf = (problem) => {
  const cause = problem.errors ? problem.errors[0] : problem.originalError || problem.cause || problem
  return Number.isInteger(cause.code) ? cause.code : -1
}

const say = (text) => process.stdout.write(text + '\n')

async function perform(client, lines, words) {
  const [command, ...rest] = words
  if (command !== 'produce') return client[command](...rest)
  const records = []
  for (let left = Number(rest[3]); left > 0; left--) records.push((await lines.next()).value)
  return client.produce(records, ...rest)
}

async function main() {
  const client = new Client(process.argv[2])
  if (process.argv.length > 3) return client.member(process.argv[4], process.argv[5])
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    try {
      const answer = await perform(client, lines, line.value.split(' '))
      if (answer) say(answer)
      say('ok')
    } catch (problem) {
      if (problem instanceof Unsupported) say(`unsupported ${problem.message}`)
      else say(`error ${codeOf(problem)} ${String(problem).replace(/\n/g, ' ')}`)
    }
  }
  process.exit(0)
}

main().catch((problem) => {
  console.error(problem)
  process.exit(1)
})
