import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The benchmark's work as one would write it for Kafka Streams: `Peer demux|fold BROKERS INPUT GUARANTEE THREADS APP FOLDER`.
 * It prints every 50 ms how many events it has handled, and ends when its standard input does.
 */
public final class Peer {
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Play(
      String eventId, String userId, String classId, String courseId, String resourceId, Long startTime, Long endTime, Double score) {
    boolean isValid() {
      return eventId != null && userId != null && courseId != null && resourceId != null && startTime != null && endTime != null
          && score != null && score >= 0 && score <= 100;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Discrete(
      String eventId, String eventName, long eventTime, String userId, String classId, String courseId, String resourceId,
      Long timespent, Double score) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Spent(String userId, String contentType, Long eventTime, Long timespent) {
    boolean isValid() {
      return userId != null && contentType != null && eventTime != null && timespent != null;
    }

    LocalDate day() {
      return LocalDate.ofInstant(Instant.ofEpochMilli(eventTime), ZoneOffset.UTC);
    }
  }

  record Total(long events, long spent) {
    Total plus(Spent more) {
      return new Total(events + 1, spent + more.timespent);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicLong HANDLED = new AtomicLong();

  private static <T> Serde<T> json(Class<T> type) {
    return Serdes.serdeFrom(
        (topic, value) -> {
          try {
            return value == null ? null : JSON.writeValueAsBytes(value);
          } catch (IOException error) {
            throw new UncheckedIOException(error);
          }
        },
        (topic, bytes) -> {
          try {
            return bytes == null ? null : JSON.readValue(bytes, type);
          } catch (IOException error) {
            return null;
          }
        });
  }

  private static void demux(StreamsBuilder builder, String input) {
    Produced<String, Discrete> produced = Produced.with(Serdes.String(), json(Discrete.class));
    KStream<String, Play> plays = builder.stream(input, Consumed.with(Serdes.String(), json(Play.class)))
        .filter((key, play) -> play != null && play.isValid());
    plays.mapValues(play -> new Discrete(play.eventId + "-0", "usage.resource.timespent", play.endTime, play.userId, play.classId,
        play.courseId, play.resourceId, play.endTime - play.startTime, null)).to(input + ".streams.timespent", produced);
    plays.mapValues(play -> new Discrete(play.eventId + "-1", "usage.resource.score", play.endTime, play.userId, play.classId,
        play.courseId, play.resourceId, null, play.score)).to(input + ".streams.score", produced);
    plays.foreach((key, play) -> HANDLED.incrementAndGet());
  }

  private static void fold(StreamsBuilder builder, String input) {
    Serde<Spent> spents = json(Spent.class);
    KStream<String, Spent> all = builder.stream(input, Consumed.with(Serdes.String(), spents))
        .filter((key, spent) -> spent != null && spent.isValid());
    // Each of the two updates counts half.
    count(all.map((key, spent) -> KeyValue.pair(spent.userId + "/" + spent.day(), spent)), "user-days", spents);
    count(all.map((key, spent) -> KeyValue.pair(spent.contentType + "/" + spent.day(), spent)), "type-days", spents);
  }

  private static void count(KStream<String, Spent> keyed, String store, Serde<Spent> spents) {
    keyed.groupByKey(Grouped.with(store, Serdes.String(), spents)).aggregate(
        () -> new Total(0, 0),
        (key, spent, total) -> {
          HANDLED.incrementAndGet();
          return total.plus(spent);
        },
        Materialized.<String, Total>as(org.apache.kafka.streams.state.Stores.persistentKeyValueStore(store))
            .withKeySerde(Serdes.String()).withValueSerde(json(Total.class)));
  }

  public static void main(String[] args) throws Exception {
    StreamsBuilder builder = new StreamsBuilder();
    int updates = 1;
    if (args[0].equals("demux")) demux(builder, args[2]);
    else {
      fold(builder, args[2]);
      updates = 2;
    }
    Properties properties = new Properties();
    properties.putAll(Map.of(
        "bootstrap.servers", args[1], "processing.guarantee", args[3], "num.stream.threads", args[4], "application.id", args[5],
        "state.dir", args[6], "auto.offset.reset", "earliest", "replication.factor", "1", "commit.interval.ms", "100"));
    KafkaStreams streams = new KafkaStreams(builder.build(), properties);
    streams.start();
    while (System.in.available() == 0) {
      System.out.println(HANDLED.get() / updates);
      Thread.sleep(50);
    }
    streams.close();
    System.exit(0);
  }
}
