package dev.outcry.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.contract.Contract;
import dev.outcry.server.floor.Result;
import dev.outcry.server.socket.Deflated;
import dev.outcry.server.socket.RawSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One connection: a real seat and outbox, a socket that records what is written to it, and stops
/// reading when it is told to.
final class Peer implements Subscriber, FrameWriter {
    private static final long PATIENCE_SECONDS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ServerMessage> received = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<byte[]> compressed = new ArrayList<>();
    private final Outbox outbox;
    private final Seat seat;
    private Optional<ServerMessage.User> user;
    private boolean stalled;
    private int closeCode;
    private long ids = 1_000_000;

    Peer(Hub hub) {
        this(hub, Optional.empty(), false);
    }

    Peer(Hub hub, boolean takesCompressed) {
        this(hub, Optional.empty(), takesCompressed);
    }

    Peer(Hub hub, String id) {
        this(hub, id, false);
    }

    Peer(Hub hub, String id, boolean takesCompressed) {
        this(hub, Optional.of(new ServerMessage.User(id, id, "member")), takesCompressed);
    }

    private Peer(Hub hub, Optional<ServerMessage.User> user, boolean takesCompressed) {
        this.user = user;
        this.outbox = new Outbox(this, takesCompressed);
        this.seat = hub.attach(this);
    }

    Seat seat() {
        return seat;
    }

    void become(String id) {
        lock.lock();
        try {
            user = Optional.of(new ServerMessage.User(id, id, "member"));
        } finally {
            lock.unlock();
        }
        seat.identified();
    }

    /// Follows a channel, with id 1.
    void follow(Channel channel) {
        follow(following(channel));
    }

    void follow(Channel channel, Position since) {
        follow(
                new Command.Following(
                        channel,
                        Optional.of(since),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
    }

    void follow(Command.Following following) {
        seat.subscribe(new Command.Subscribe(OptionalLong.of(1), List.of(following), false));
    }

    static Command.Following following(Channel channel) {
        return following(channel, OptionalInt.empty(), OptionalInt.empty());
    }

    static Command.Following following(Channel channel, OptionalInt interval, OptionalInt depth) {
        return new Command.Following(
                channel, Optional.empty(), OptionalInt.empty(), interval, depth);
    }

    /// Stops to read: what is written from here on waits.
    void stall() {
        lock.lock();
        try {
            stalled = true;
        } finally {
            lock.unlock();
        }
    }

    void unstall() {
        lock.lock();
        try {
            stalled = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything asked so far was answered, or the server has closed, and takes all
    /// that came.
    List<ServerMessage> take() {
        long id = ids++;
        seat.ping(new Command.Ping(OptionalLong.of(id), false), 0);
        await(() -> closeCode != 0 || received.stream().anyMatch(message -> isPong(message, id)));
        lock.lock();
        try {
            List<ServerMessage> taken = new ArrayList<>(received);
            received.clear();
            taken.removeIf(message -> isPong(message, id));
            texts.forEach(Contract::checked);
            texts.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// {@return the compressed frames among all that has come so far, the same arrays as sent}
    List<byte[]> compressed() {
        lock.lock();
        try {
            return List.copyOf(compressed);
        } finally {
            lock.unlock();
        }
    }

    /// {@return the events among what [#take()] gives}
    List<Event> takeEvents() {
        return events(take());
    }

    static List<Event> events(List<ServerMessage> messages) {
        return messages.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
    }

    /// {@return the `subscribed` among messages; there must be one}
    static ServerMessage.Subscribed subscribed(List<ServerMessage> messages) {
        return messages.stream()
                .filter(ServerMessage.Subscribed.class::isInstance)
                .map(ServerMessage.Subscribed.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no subscribed in " + messages));
    }

    /// Waits for what other threads do to this peer.
    void await(BooleanSupplier condition) {
        long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                nanos = changed.awaitNanos(nanos);
                if (nanos <= 0) {
                    throw new AssertionError(
                            "waited in vain; closed with "
                                    + closeCode
                                    + ", "
                                    + outbox.queuedBytes()
                                    + " bytes queued, "
                                    + seat.outstanding()
                                    + " outstanding; received "
                                    + received);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the server's close frame.
    int awaitClose() {
        await(() -> closeCode != 0);
        return closeCode;
    }

    private static boolean isPong(ServerMessage message, long id) {
        return message instanceof Reply.Pong pong && pong.id().equals(OptionalLong.of(id));
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Optional<ServerMessage.User> user() {
        lock.lock();
        try {
            return user;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void answer(OptionalLong id, Result result, long pos) {
        Reply reply =
                switch (result) {
                    case Result.Placed placed -> new Reply.Placed(id, placed.seq(), placed.pos());
                    case Result.Refused refused ->
                            new Reply.Error(id, refused.code(), refused.message());
                    case Result.Applied _,
                            Result.Ordered _,
                            Result.Taken _,
                            Result.Canceled _,
                            Result.Repeated _ ->
                            new Reply.Ok(id);
                };
        outbox.send(Frames.text(Codec.encode(reply)));
    }

    @Override
    public void write(byte[][] frames, int count) {
        lock.lock();
        try {
            while (stalled) {
                changed.awaitUninterruptibly();
            }
            for (int i = 0; i < count; i++) {
                read(frames[i]);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void read(byte[] frame) {
        int offset = Frames.payloadOffset(frame);
        if ((frame[0] & 0xF) == 8) {
            closeCode = (frame[offset] & 0xFF) << 8 | (frame[offset + 1] & 0xFF);
        } else if ((frame[0] & RawSocket.RSV1) != 0) {
            compressed.add(frame);
            receive(Deflated.text(Arrays.copyOfRange(frame, offset, frame.length)));
        } else {
            receive(new String(frame, offset, frame.length - offset, UTF_8));
        }
    }

    private void receive(String text) {
        texts.add(text);
        received.add(Codec.decodeMessage(text));
    }

    @Override
    public void abort() {
        unstall();
    }
}
