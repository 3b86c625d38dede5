package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures rooms in which one speaks and others listen.
final class Fanout {
    private static final int WARM_UP_SECONDS = 10;

    /// How many times less is said to warm up than to saturate: what isn't compiled yet would fall
    /// so far behind that connections close.
    private static final int GENTLER = 5;

    private static final int ROOMS_OF_A_GUEST = 5; // it may own no more

    private final Target target;
    private final Dialect dialect;
    private final Plan plan;

    /// What is asked for.
    ///
    /// @param rooms spoken in by turns
    /// @param subscribers of each room
    /// @param perSecond messages in all rooms together
    /// @param seconds how long it is measured, once warm
    record Plan(int rooms, int subscribers, int perSecond, int seconds) {
        private String said(String how) {
            return (rooms == 1 ? "one room, " : "%,d rooms of ".formatted(rooms))
                    + "%,d subscribers, %,d messages/s %sfor %d s"
                            .formatted(subscribers, perSecond, how, seconds);
        }
    }

    Fanout(Target target, Dialect dialect, Plan plan) {
        this.target = target;
        this.dialect = dialect;
        this.plan = plan;
    }

    /// Everything said has to arrive. Where Outcry is measured, the run fails otherwise.
    void keepUp() throws Exception {
        try (Audience audience = audience()) {
            Pace speech = audience.speech(plan.perSecond, Text.LENGTH);
            boolean all = audience.hear(speech, WARM_UP_SECONDS);
            if (all) {
                audience.tally().begin();
                Target.Usage usage = target.usage();
                all = audience.hear(speech, plan.seconds);
                print("", audience, usage, all ? "all arrived" : "not all arrived in a minute");
            } else {
                new Line(dialect.title() + plan.said(""))
                        .add("not even what was said to warm up arrived in a minute")
                        .add(audience.ended())
                        .print();
            }
            audience.tally().requireWhole();
            if (dialect == Dialect.OUTCRY && (!all || !audience.isWhole())) {
                throw new IOException("not everything has arrived");
            }
        }
    }

    /// More may be said than can be delivered: counts what arrives while it is said.
    void saturate() throws Exception {
        try (Audience audience = audience()) {
            Pace gentle = audience.speech(plan.perSecond / GENTLER, Text.LENGTH);
            gentle.plan(WARM_UP_SECONDS);
            audience.loop().work(gentle, Duration.ofSeconds(WARM_UP_SECONDS));
            Pace speech = audience.speech(plan.perSecond, Text.LENGTH);
            speech.plan(plan.seconds);
            audience.tally().begin();
            Target.Usage usage = target.usage();
            audience.loop().work(speech, Duration.ofSeconds(plan.seconds));
            print("offered ", audience, usage, "while it was said");
            audience.tally().requireWhole();
        }
    }

    private Audience audience() throws Exception {
        return new Audience(target, dialect, rooms(), plan.subscribers);
    }

    private List<String> rooms() throws Exception {
        if (plan.rooms == 1) {
            return List.of("lobby");
        }
        List<String> rooms = new ArrayList<>();
        try (Site site = new Site(target.uri())) {
            String owner = "";
            for (int i = 0; i < plan.rooms; i++) {
                if (i % ROOMS_OF_A_GUEST == 0) {
                    owner = site.guest().token();
                }
                rooms.add(site.createRoom(owner, "r%05d".formatted(i)));
            }
        }
        return rooms;
    }

    private void print(String how, Audience audience, Target.Usage usage, String arrived) {
        Tally tally = audience.tally();
        new Line(dialect.title() + plan.said(how))
                .add("%,.0f deliveries/s".formatted(tally.delivered / usage.seconds()))
                .add(tally.latency)
                .add(arrived)
                .add("holes " + tally.holes)
                .add(audience.ended())
                .add(usage.toString())
                .print();
    }
}
