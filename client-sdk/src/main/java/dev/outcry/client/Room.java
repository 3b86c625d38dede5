package dev.outcry.client;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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
        return place(number ->
                new Command.Say(
                        number, id, plain(say.text()), say.replyTo(), say.card(), key(say)));
    }

    private static Optional<String> key(Say say) {
        return Optional.of(say.key());
    }

    /// A program that says something means no command: one more slash says so.
    private static String plain(String text) {
        String stripped = text.strip();
        return stripped.startsWith("/") ? "/" + stripped : text;
    }

    /// Has a slash command carried out, such as `/help` or `/price BTC-USD`, as a person would type
    /// it into this room. Nobody else is told.
    ///
    /// Repeated and failing as [#say(Say)]; `bad_request` says how the command is written, and each
    /// fails as what it stands for.
    ///
    /// @param text begins with `/`
    /// @return what became of it, in words
    /// @throws IllegalArgumentException if it is no command
    public CompletableFuture<String> run(String text) {
        if (!text.strip().startsWith("/") || text.strip().startsWith("//")) {
            throw new IllegalArgumentException("no command: " + text);
        }
        Optional<String> key = Optional.of(UUID.randomUUID().toString());
        return outcry.submit(
                        number ->
                                new Command.Say(
                                        OptionalLong.of(number),
                                        id,
                                        text,
                                        OptionalLong.empty(),
                                        key),
                        true)
                .thenApply(Room::words);
    }

    private static String words(Reply reply) {
        if (reply instanceof Reply.Noted noted) {
            return noted.text();
        }
        throw Outcry.unexpected(reply);
    }

    /// Gives one of one's own messages another text. Repeated and failing as [#say(Say)];
    /// `forbidden` if it is another's, `message.not_found` if it isn't among the room's newest
    /// 10,000.
    ///
    /// @param message its seq
    /// @param text as that of [#say(String)]
    /// @return where the edit took its place
    public CompletableFuture<Placed> edit(long message, String text) {
        Optional<String> key = newKey();
        return place(number -> new Command.Edit(number, id, message, text, key));
    }

    /// Reacts to a message. Repeated and failing as [#say(Say)]; `message.not_found` as [#edit].
    ///
    /// @param message its seq
    /// @param emoji such as 👍
    /// @return where the reaction took its place; that of the first, if one has reacted so before
    public CompletableFuture<Placed> react(long message, String emoji) {
        Optional<String> key = newKey();
        return place(number -> new Command.React(number, id, message, emoji, key));
    }

    /// Takes a reaction back. Repeated and failing as [#react].
    ///
    /// @param message its seq
    /// @param emoji which
    /// @return where that took its place
    public CompletableFuture<Placed> unreact(long message, String emoji) {
        Optional<String> key = newKey();
        return place(number -> new Command.Unreact(number, id, message, emoji, key));
    }

    /// Pins a message. Repeated and failing as [#react]; `room.forbidden` unless one keeps order
    /// there.
    ///
    /// @param message its seq
    /// @return where the pin took its place
    public CompletableFuture<Placed> pin(long message) {
        Optional<String> key = newKey();
        return place(number -> new Command.Pin(number, id, message, key));
    }

    /// Takes a pin away. Repeated and failing as [#pin].
    ///
    /// @param message its seq
    /// @return where that took its place
    public CompletableFuture<Placed> unpin(long message) {
        Optional<String> key = newKey();
        return place(number -> new Command.Unpin(number, id, message, key));
    }

    /// Becomes a member of a public room. Repeated and failing as [#say(Say)].
    ///
    /// @return where that took its place
    public CompletableFuture<Placed> join() {
        Optional<String> key = newKey();
        return place(number -> new Command.Join(number, id, Optional.empty(), key));
    }

    /// Becomes a member of a room that one is invited to. Repeated and failing as [#say(Say)];
    /// `room.not_found` if the invitation isn't good, or no longer.
    ///
    /// @param invite its token
    /// @return where that took its place
    public CompletableFuture<Placed> join(String invite) {
        Optional<String> key = newKey();
        return place(number -> new Command.Join(number, id, Optional.of(invite), key));
    }

    /// Is a member no longer. Repeated and failing as [#say(Say)]; `room.forbidden` for the last
    /// owner.
    ///
    /// @return where that took its place
    public CompletableFuture<Placed> leave() {
        Optional<String> key = newKey();
        return place(number -> new Command.Leave(number, id, key));
    }

    /// Tells how far one has read. What was read once stays read.
    ///
    /// @param seq of the newest event that was read
    /// @return done when the server took it
    public CompletableFuture<Void> read(long seq) {
        return outcry.submit(number -> new Command.Read(OptionalLong.of(number), id, seq), true)
                .thenAccept(reply -> {});
    }

    private static Optional<String> newKey() {
        return Optional.of(UUID.randomUUID().toString());
    }

    private CompletableFuture<Placed> place(Function<OptionalLong, Command> command) {
        return outcry.submit(number -> command.apply(OptionalLong.of(number)), true)
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
        Optional<String> key = newKey();
        return place(number -> new Command.Delete(number, id, message, key));
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
