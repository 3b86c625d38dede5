package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Reply;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries out one `subscribe`: channel after channel, each up to its marker `live`.
final class Subscribing implements Step {
    /// How many channels a connection may follow.
    static final int MAX_CHANNELS = 256;

    private static final int MAX_HISTORY = 300;

    private final LaneSeat seat;
    private final Command.Subscribe command;
    private boolean checked;
    private int next;
    private @Nullable Step current;

    Subscribing(LaneSeat seat, Command.Subscribe command) {
        this.seat = seat;
        this.command = command;
    }

    @Override
    public boolean advance() {
        if (!checked) {
            Optional<Refusal> refusal = check();
            if (refusal.isPresent()) {
                refuse(refusal.get());
                return true;
            }
            checked = true;
        }
        while (next < command.followings().size()) {
            if (!follow(command.followings().get(next))) {
                return false;
            }
            current = null;
            next++;
        }
        if (command.many()) {
            seat.ok(command.id());
        }
        return true;
    }

    private boolean follow(Command.Following following) {
        Step step = current;
        if (step == null) {
            if (seat.outbox().behind()) {
                return false;
            }
            World world = seat.lane().world();
            Optional<Refusal> barred = world.barred(following.channel(), seat.who());
            Topic topic = world.find(following.channel());
            if (barred.isPresent() || topic == null) { // while those before it were drawn
                refuse(barred.orElseGet(() -> world.missing(following.channel())));
                return true;
            }
            step =
                    topic.open(
                            seat, following, command.many() ? OptionalLong.empty() : command.id());
            current = step;
        }
        return step.advance();
    }

    private void refuse(Refusal refusal) {
        if (refusal.code() == ErrorCode.CHANNEL_LIMIT) {
            seat.lane().refusedSubscriptions().add(1);
        }
        seat.send(new Reply.Error(command.id(), refusal.code(), refusal.message()));
    }

    private Optional<Refusal> check() {
        Set<Channel> added = new HashSet<>();
        for (Command.Following following : command.followings()) {
            Optional<Refusal> refusal = check(following);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (!seat.follows(following.channel())) {
                added.add(following.channel());
            }
        }
        return !added.isEmpty() && seat.subscriptions().size() + added.size() > MAX_CHANNELS
                ? Optional.of(
                        new Refusal(
                                ErrorCode.CHANNEL_LIMIT,
                                "channel: one connection follows " + MAX_CHANNELS + " at most"))
                : Optional.empty();
    }

    private Optional<Refusal> check(Command.Following following) {
        Channel channel = following.channel();
        if (following.intervalMillis().isPresent()
                && (!channel.conflatable() || following.intervalMillis().getAsInt() < 0)) {
            return bad(
                    "interval: goes with ticker, candles, presence and book, and isn't negative");
        }
        if (following.depth().isPresent()
                && (!(channel instanceof Channel.Book)
                        || Depth.of(following.depth().getAsInt()).isEmpty())) {
            return bad("depth: goes with book, and is 10, 50 or 1000");
        }
        if (following.history().isPresent()
                && (!(channel instanceof Channel.Room)
                        || following.history().getAsInt() < 0
                        || following.history().getAsInt() > MAX_HISTORY)) {
            return bad("history: goes with room, and is 0 to 300");
        }
        World world = seat.lane().world();
        return world.find(channel) == null
                ? Optional.of(world.missing(channel))
                : world.barred(channel, seat.who());
    }

    private static Optional<Refusal> bad(String message) {
        return Optional.of(new Refusal(ErrorCode.BAD_REQUEST, message));
    }

    /// Why nothing is subscribed.
    ///
    /// @param code for programs
    /// @param message for people
    record Refusal(ErrorCode code, String message) {}
}
