package dev.outcry.client;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A room: speak in it, and follow it. A handle without state; any thread.
public final class Room {
    private final Outcry outcry;
    private final RoomId id;

    Room(Outcry outcry, RoomId id) {
        this.outcry = outcry;
        this.id = id;
    }

    /// {@return its id}
    public String id() {
        return id.name();
    }

    /// Follows what is said, from the newest messages on.
    ///
    /// @param listener told of it
    /// @return the subscription
    /// @throws IllegalStateException if it is followed already
    public Subscription follow(RoomListener listener) {
        return follow(Follow.room(id.name()), listener);
    }

    /// Follows what is said, in another way than by default.
    ///
    /// @param follow this room, made by [Follow#room(String)]
    /// @param listener told of it
    /// @return the subscription
    /// @throws IllegalStateException if it is followed already
    public Subscription follow(Follow follow, RoomListener listener) {
        Outcry.requireChannel(follow, Follow.room(id.name()));
        return outcry.follow(follow, Adapters.room(listener));
    }

    /// Follows who is there and who types.
    ///
    /// @param listener told of it
    /// @return the subscription
    /// @throws IllegalStateException if that is followed already
    public Subscription followPeople(PeopleListener listener) {
        return outcry.follow(Follow.people(id.name()), Adapters.people(listener));
    }

    /// Says something, once: if the connection breaks before the answer, it is repeated under the
    /// same key. See [#say(Say)].
    ///
    /// @param text see [Say#text()]
    /// @return where it took its place
    public CompletableFuture<Placed> say(String text) {
        return say(Say.text(text));
    }

    /// Says something.
    ///
    /// Never blocks. Waits for a connection where there is none. Messages are said in the order of
    /// these calls. The future fails with an [OutcryException]: `message.empty`,
    /// `message.too_long`, `room.not_found`, `room.muted`, `room.banned`, `room.slow_mode`,
    /// `unauthenticated`, `rate_limited` and the like if the server refused; `busy` if 1,024
    /// commands wait already; `outcome_unknown` if no answer came in time or before the client was
    /// closed, and then the same `Say` may be said again.
    ///
    /// @param say what, and how
    /// @return where it took its place
    public CompletableFuture<Placed> say(Say say) {
        return outcry.submit(
                        number ->
                                new Command.Say(
                                        OptionalLong.of(number),
                                        id,
                                        say.text(),
                                        say.replyTo(),
                                        Optional.of(say.key())),
                        true)
                .thenApply(Room::placed);
    }

    /// Takes a message back: its text is gone from then on, everywhere.
    ///
    /// Repeated and failing as [#say(Say)]; `forbidden` if it is another's, `message.not_found` if
    /// there is none. A message that is deleted already gives where that took its place.
    ///
    /// @param message its seq
    /// @return where the deletion took its place
    public CompletableFuture<Placed> delete(long message) {
        String key = UUID.randomUUID().toString();
        return outcry.submit(
                        number ->
                                new Command.Delete(
                                        OptionalLong.of(number), id, message, Optional.of(key)),
                        true)
                .thenApply(Room::placed);
    }

    /// Tells others that one types, or stopped. Fails with `unavailable` while not connected.
    ///
    /// @param on whether one types now
    /// @return done when the server took it
    public CompletableFuture<Void> typing(boolean on) {
        return outcry.submit(number -> new Command.Typing(OptionalLong.of(number), id, on), false)
                .thenAccept(reply -> {});
    }

    private static Placed placed(Reply reply) {
        if (reply instanceof Reply.Placed placed) {
            return new Placed(placed.seq(), placed.pos());
        }
        throw Outcry.unexpected(reply);
    }
}
