package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one [Seat]. The public methods queue; all else is for the lane's thread alone.
///
/// Steps are carried out one at a time. One that waits, for the log, for room in the outbox or for
/// the history, keeps those behind it waiting: their replies would have to wait anyway.
final class LaneSeat implements Seat {
    private static final Logger LOG = System.getLogger(LaneSeat.class.getName());

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Lane lane;
    private final Subscriber subscriber;
    private final Outbox outbox;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile long submitted;
    private volatile boolean left;
    private volatile @Nullable Thread reader;

    // The lane's.
    private final ArrayDeque<Queued> steps = new ArrayDeque<>(1);
    private final ArrayDeque<Conflated> waitingForRoom = new ArrayDeque<>(1);
    private final Map<Channel, Subscription> subscriptions = new LinkedHashMap<>(2);
    private Optional<Person> present = Optional.empty();
    private long answered;

    /// @param after how many of the connection's commands must be answered first
    private record Queued(long after, Step step) {}

    LaneSeat(Lane lane, Subscriber subscriber) {
        this.lane = lane;
        this.subscriber = subscriber;
        this.outbox = subscriber.outbox();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void submitted() {
        submitted++;
        outstanding.incrementAndGet();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void withdrawn() {
        submitted--;
        outstanding.decrementAndGet();
        lane.execute(this::turn);
    }

    @Override
    public void subscribe(Command.Subscribe command) {
        post(new Subscribing(this, command));
    }

    @Override
    public void unsubscribe(Command.Unsubscribe command) {
        post(() -> {
            unfollow(command.channel());
            ok(command.id());
            return true;
        });
    }

    @Override
    public void ping(Command.Ping command, long notBefore) {
        post(new Pinging(this, command, notBefore));
    }

    @Override
    public void reply(ServerMessage message) {
        post(() -> {
            send(message);
            return true;
        });
    }

    @Override
    public void inTurn(Consumer<View> work) {
        post(() -> {
            work.accept(lane.world());
            return true;
        });
    }

    @Override
    public void identified() {
        post(() -> {
            identify();
            return true;
        });
    }

    @Override
    public void leave() {
        left = true;
        wakeReader();
        lane.execute(this::drop);
    }

    @Override
    public int outstanding() {
        return outstanding.get();
    }

    @Override
    public void awaitRoom() throws InterruptedException {
        reader = Thread.currentThread();
        try {
            // A step that waits for room never ends once the outbox is closed, and nobody wakes us.
            while (outstanding.get() >= MAX_OUTSTANDING && !left && !outbox.isClosed()) {
                LockSupport.parkNanos(this, LOOK_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            reader = null;
        }
    }

    /// Takes its place. The outbox wakes it whenever there is room again.
    void enter() {
        lane.enter(subscriber, this);
        present = person();
    }

    Lane lane() {
        return lane;
    }

    Outbox outbox() {
        return outbox;
    }

    /// {@return who is behind it, at this place in the log; empty when anonymous}
    Optional<Person> who() {
        return present;
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    boolean follows(Channel channel) {
        return subscriptions.containsKey(channel);
    }

    /// Tells the answer to a command of this connection. Its events and [#turn()] come next.
    void answer(OptionalLong id, Result result, long pos) {
        answered++;
        finished();
        subscriber.answer(id, result, pos);
    }

    /// Carries out the steps whose turn it is.
    void turn() {
        while (!steps.isEmpty()) {
            Queued first = steps.element();
            if (answered < Math.min(first.after, submitted) || !advance(first.step)) {
                return;
            }
            steps.poll(); // nothing there if the seat was left meanwhile
            finished();
        }
    }

    /// A step that fails ends the connection: what it had sent may be half of something.
    private boolean advance(Step step) {
        try {
            return step.advance();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a step failed at " + lane.pos(), e);
            outbox.close(CloseCode.INTERNAL.code(), "internal");
            return true;
        }
    }

    /// Goes on with what had no room in the outbox.
    void resume() {
        for (int i = waitingForRoom.size(); i > 0 && !waitingForRoom.isEmpty(); i--) {
            waitingForRoom.remove().flush();
        }
        turn();
    }

    /// Has a subscription flushed when the outbox has room again.
    void awaitRoom(Conflated subscription) {
        waitingForRoom.add(subscription);
    }

    /// {@return whether something kept for a slow reader is still to be sent}
    boolean waitsForRoom() {
        return !waitingForRoom.isEmpty();
    }

    /// Adds a subscription, in place of one to the same channel.
    void follow(Subscription subscription) {
        Subscription before = subscriptions.put(subscription.channel(), subscription);
        if (before != null) {
            before.end();
            return;
        }
        lane.subscriptions().add(1);
        if (subscription.channel() instanceof Channel.Room(RoomId room)) {
            present.ifPresent(person -> lane.attendance().enter(room, person));
        }
    }

    private void unfollow(Channel channel) {
        Subscription subscription = subscriptions.remove(channel);
        if (subscription != null) {
            unfollowed(subscription);
        }
    }

    private void unfollowed(Subscription subscription) {
        subscription.end();
        lane.subscriptions().add(-1);
        if (subscription.channel() instanceof Channel.Room(RoomId room)) {
            present.ifPresent(person -> lane.attendance().leave(room, person));
        }
    }

    /// Ends a subscription and tells so.
    void endedByServer(Subscription subscription, ErrorCode code) {
        unfollow(subscription.channel());
        send(new ServerMessage.Unsubscribed(subscription.channel(), code));
    }

    /// Sends an event, of which every one counts against the outbound budget.
    void deliver(Shared shared) {
        if (!outbox.isClosed()) {
            if (outbox.send(frame(shared))) {
                lane.deliveries().add(1);
            } else {
                lane.tooSlow().add(1);
            }
        }
    }

    /// Sends a reply.
    void send(ServerMessage message) {
        if (!outbox.isClosed() && !outbox.send(Wire.frame(message))) {
            lane.tooSlow().add(1);
        }
    }

    /// Sends `ok`, if it is wanted.
    void ok(OptionalLong id) {
        if (id.isPresent()) {
            send(new Reply.Ok(id));
        }
    }

    /// Sends what is drawn as the outbox drains.
    void sendUncounted(ServerMessage message) {
        if (!outbox.isClosed()) {
            byte[] frame = Wire.frame(message);
            outbox.sendUncounted(
                    outbox.takesCompressed() ? lane.compressor().frame(message, frame) : frame);
        }
    }

    /// The same, of an event that others get too.
    void sendUncounted(Shared shared) {
        outbox.sendUncounted(frame(shared));
        lane.deliveries().add(1);
    }

    private byte[] frame(Shared shared) {
        return outbox.takesCompressed() ? lane.compressor().frame(shared) : shared.frame();
    }

    /// {@return the newest position sent on each channel}
    Map<Channel, Position> positions() {
        Map<Channel, Position> positions = new LinkedHashMap<>();
        subscriptions.forEach((channel, each) -> positions.put(channel, each.position()));
        return positions;
    }

    /// Ends the connection for a fault of the server's; the client comes back and resumes.
    void fail(String why) {
        LOG.log(Level.WARNING, why);
        outbox.close(CloseCode.INTERNAL.code(), "internal");
    }

    private void post(Step step) {
        long after = submitted;
        outstanding.incrementAndGet();
        lane.execute(() -> accept(new Queued(after, step)));
    }

    private void accept(Queued queued) {
        if (left) {
            finished();
            return;
        }
        steps.add(queued);
        if (steps.size() == 1) {
            turn();
        }
    }

    private void finished() {
        if (outstanding.decrementAndGet() == MAX_OUTSTANDING - 1) {
            wakeReader();
        }
    }

    private void wakeReader() {
        Thread waiting = reader;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    private void identify() {
        Optional<Person> now = person();
        if (now.equals(present)) {
            return;
        }
        for (Channel channel : subscriptions.keySet()) {
            if (channel instanceof Channel.Room(RoomId room)) {
                now.ifPresent(person -> lane.attendance().enter(room, person));
                present.ifPresent(person -> lane.attendance().leave(room, person));
            }
        }
        present = now;
        for (Channel channel : List.copyOf(subscriptions.keySet())) {
            lane.world()
                    .barred(channel, now)
                    .ifPresent(why -> endedByServer(subscriptions.get(channel), why.code()));
        }
    }

    private void drop() {
        if (lane.leave(subscriber)) {
            subscriptions.values().forEach(this::unfollowed);
            subscriptions.clear();
            steps.clear();
            waitingForRoom.clear();
        }
    }

    private Optional<Person> person() {
        return subscriber.user().map(user -> new Person(user.id(), user.name(), user.guest()));
    }
}
