package dev.outcry.benchmarks;

/// Plays a flow on a venue over and over, each round with new ids.
final class Player {
    private final Flow flow;
    private final Venue venue;
    private final int length;
    private int next;
    private long base;

    Player(String flow, String venue) {
        this.flow = Flows.named(flow);
        length = this.flow.length();
        this.venue =
                switch (venue) {
                    case "outcry" -> new OutcryVenue();
                    case "core" -> new CoreVenue();
                    default -> throw new IllegalArgumentException(venue);
                };
    }

    Venue venue() {
        return venue;
    }

    int length() {
        return length;
    }

    void step() {
        flow.play(next, base, venue);
        next++;
        if (next == length) {
            next = 0;
            base += (flow.ids() + 8) & ~7L;
            if (venue.open() != 0) {
                throw new IllegalStateException("a round must end with an empty book");
            }
        }
    }
}
