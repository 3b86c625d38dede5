package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.client.ConnectionState;
import dev.outcry.client.Placed;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SdkIT {
    @AutoClose private static Floor floor;

    @TempDir private Path directory;

    @BeforeAll
    static void openTheFloor() {
        floor = Floor.start(Map.of());
    }

    @Test
    void twoClientsTalkInTheOrderOfTheLog() throws Exception {
        try (Participant ada = join("Ada");
                Participant bob = join("Bob")) {
            ada.say("$BTC-USD looks heavy");
            Event.Message question = bob.hears("$BTC-USD looks heavy");
            bob.say("Not to me");
            Event.Message answer = ada.hears("Not to me");

            assertThat(question.from().name()).isEqualTo("Ada");
            assertThat(question.prices()).containsKey(new Symbol("BTC-USD"));
            assertThat(answer.seq()).isEqualTo(question.seq() + 1);
            assertThat(answer.pos()).isGreaterThan(question.pos());
        }
    }

    @Test
    void pricesMoveInEveryMarket() throws Exception {
        try (Participant ada = join("Ada")) {
            Map<Symbol, Event.Ticker> first = new HashMap<>();
            Map<Symbol, Event.Ticker> moved = new HashMap<>();

            ada.sees(ticker -> {
                Event.Ticker known = first.putIfAbsent(ticker.symbol(), ticker);
                if (known != null && !known.last().equals(ticker.last())) {
                    moved.put(ticker.symbol(), ticker);
                }
                return first.size() >= 4 && moved.size() == first.size();
            });

            assertThat(moved).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void clientsGoOnAfterTheServerWasKilled() throws Exception {
        try (Participant ada = join("Ada");
                Participant bob = join("Bob")) {
            ada.say("before the power cut");
            Event.Message before = bob.hears("before the power cut");
            bob.is(ConnectionState.Live.class);

            floor.kill();
            bob.is(ConnectionState.Reconnecting.class);
            CompletableFuture<Placed> meanwhile = bob.outcry.room("lobby").say("said in the dark");
            floor.startAgain();
            bob.is(ConnectionState.Live.class);
            ada.forgetTickers();

            assertThat(meanwhile.get(60, TimeUnit.SECONDS).seq()).isPositive();
            ada.hears("said in the dark");
            ada.say("still here");
            assertThat(bob.hears("still here").from()).isEqualTo(before.from());
            long restarted = System.currentTimeMillis();
            ada.sees(ticker -> ticker.at() > restarted);
            bob.say("me too");
            ada.hears("me too");
            assertThat(ada.heard).doesNotHaveDuplicates();
            assertThat(bob.heard).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoClosesLeavesAtOnceAndForGood() throws Exception {
        try (Participant ada = join("Ada");
                Participant bob = join("Bob")) {
            ada.say("good night");
            String id = bob.hears("good night").from().id();

            ada.leave();

            bob.seesLeave(id);
            assertThat(ada.is(ConnectionState.Closed.class).cause()).isEmpty();
            assertThat(ada.outcry.room("lobby").say("too late")).failsWithin(1, TimeUnit.SECONDS);
        }
    }

    @Test
    void theExampleAnswers() throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Machine.java().toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Machine.ROOT.resolve("examples/java/PriceBot.java").toString(),
                        floor.http("").toString());
        try (Participant ada = join("Ada")) {
            Process bot = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try {
                ada.hears("Ask me: price of BTC-USD");
                ada.say("price of NO-SUCH");
                ada.hears("NO-SUCH: no such market");
            } finally {
                bot.destroy();
                assertThat(bot.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Files.readString(output)).isEmpty();
        }
    }

    private static Participant join(String name) {
        return Participant.join(floor.http(""), name);
    }
}
