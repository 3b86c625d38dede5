package dev.outcry.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What permessage-deflate costs and saves on messages as the server sends them: a `Deflater` that
/// is kept, as each lane has one, and an `Inflater` for each message, as a connection that reads.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime) // the median holds on a busy machine too
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DeflateBenchmark {
    private static final String[] TEXTS = {
        "ok",
        "I sold half of my position on the way up and I'm going to leave the rest until we see what"
                + " the close looks like.",
        "Not advice, but the last three times the spread got this wide the next move was down two"
                + " percent within the hour. I'd be careful with market orders right now, there is"
                + " nothing resting between here and the round number."
    };

    private static final String[] WORDS = String.join(" ", TEXTS).split(" ", -1);

    /// What is sent: one of three messages, the newest 50 or 1,000 of a room, or 300 candles.
    @Param({"ok", "chat", "long", "room", "history", "candles"})
    public String message = "";

    /// zlib's; the server's is 1.
    @Param({"1", "6"})
    public int level;

    private byte[] plain = {};
    private byte[] deflated = {};
    private byte[] output = {};
    private Deflater deflater = new Deflater();

    /// For the harness.
    public DeflateBenchmark() {}

    /// Makes the message, and tells what becomes of its size.
    @Setup
    public void prepare() {
        Random random = new Random(1);
        String text =
                switch (message) {
                    case "ok" -> say(random, TEXTS[0]);
                    case "chat" -> say(random, TEXTS[1]);
                    case "long" -> say(random, TEXTS[2]);
                    case "room" -> list(50, i -> say(random, words(random)));
                    case "history" -> list(1_000, i -> say(random, words(random)));
                    default -> list(300, i -> candle(random, i));
                };
        plain = text.getBytes(StandardCharsets.UTF_8);
        output = new byte[plain.length + 100];
        deflater.end();
        deflater = new Deflater(level, true);
        int size = compress();
        deflated = Arrays.copyOf(output, size);
        System.out.printf("%n%s, level %d: %d -> %d bytes%n", message, level, plain.length, size);
    }

    /// Frees what zlib holds.
    @TearDown
    public void end() {
        deflater.end();
    }

    /// Compresses it.
    ///
    /// @return the compressed size
    @Benchmark
    public int compress() {
        deflater.setInput(plain);
        int size = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
        deflater.reset();
        return size - 4; // the extension leaves these out
    }

    /// Decompresses it.
    ///
    /// @return its size
    /// @throws DataFormatException never
    @Benchmark
    public int read() throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            return inflater.inflate(output);
        } finally {
            inflater.end();
        }
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }

    private static String words(Random random) {
        return random.ints(1 + random.nextInt(30), 0, WORDS.length)
                .mapToObj(word -> WORDS[word])
                .collect(Collectors.joining(" "));
    }

    private static String say(Random random, String text) {
        return """
        {"type":"message","channel":"room:lobby","seq":%d,"pos":77%02d,"at":17957749%05d,\
        "from":{"id":"ada-odwmo","name":"Ada","guest":true},"text":"%s"}\
        """
                .formatted(random.nextInt(100), random.nextInt(100), random.nextInt(100_000), text);
    }

    private static String candle(Random random, int index) {
        return """
        {"type":"candle","channel":"candles:BTC-USD:1m","symbol":"BTC-USD","interval":"1m",\
        "start":%d,"open":"611.%02d","high":"612.%02d","low":"611.%02d","close":"611.%02d",\
        "volume":"%d.%d","trades":%d,"closed":true}\
        """
                .formatted(
                        1_795_764_060_000L + 60_000L * index,
                        random.nextInt(100),
                        random.nextInt(100),
                        random.nextInt(100),
                        random.nextInt(100),
                        random.nextInt(20),
                        random.nextInt(1_000_000),
                        random.nextInt(9));
    }
}
