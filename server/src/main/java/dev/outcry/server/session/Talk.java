package dev.outcry.server.session;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.CardRef;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.HookCommand;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.hub.Lookups;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What somebody does in rooms, made into commands for the log: the same over WebSocket and HTTP,
/// so that an idempotency key means the same in both, and so do the rules. Any thread.
///
/// What the floor can't know is found out here: whom and what a text names, who is present, what
/// the room's filter says, and which fill is to be shown.
public final class Talk {
    /// What the ids of rooms of two begin with.
    public static final String DIRECT = "dm-";

    private static final String HERE = "here";
    private static final int DIRECT_DIGITS = 12;
    private static final int MOST_HERE = 1_000;

    private final Lookups lookups;

    /// Makes one.
    ///
    /// @param lookups what has to be looked up
    public Talk(Lookups lookups) {
        this.lookups = lookups;
    }

    /// Makes the command for the log.
    ///
    /// @param by who does it
    /// @param command what they do, as it came
    /// @return the command
    /// @throws ProtocolException if the text isn't one, see [Texts#parse], or the card isn't theirs
    public FloorCommand of(RoomCommand.By by, Command.InRoom command) {
        RoomId room = command.room();
        Optional<String> key = command.key();
        return switch (command) {
            case Command.Say say -> say(by, say);
            case Command.Edit edit -> edit(by, edit);
            case Command.Delete delete ->
                    new FloorCommand.DeleteMessage(
                            by.person(),
                            by.admin(),
                            room,
                            delete.message(),
                            lookups.said(room, delete.message()),
                            Keys.of(key, "delete", room, delete.message()));
            case Command.React react -> {
                String emoji = Texts.emoji(react.emoji());
                yield Keys.once(
                        by.id(),
                        key,
                        new RoomCommand.React(by, room, react.message(), emoji),
                        "react",
                        room,
                        react.message(),
                        emoji);
            }
            case Command.Unreact unreact -> {
                String emoji = Texts.emoji(unreact.emoji());
                yield Keys.once(
                        by.id(),
                        key,
                        new RoomCommand.Unreact(by, room, unreact.message(), emoji),
                        "unreact",
                        room,
                        unreact.message(),
                        emoji);
            }
            case Command.Pin pin ->
                    Keys.once(
                            by.id(),
                            key,
                            new RoomCommand.Pin(by, room, pin.message()),
                            "pin",
                            room,
                            pin.message());
            case Command.Unpin unpin ->
                    Keys.once(
                            by.id(),
                            key,
                            new RoomCommand.Unpin(by, room, unpin.message()),
                            "unpin",
                            room,
                            unpin.message());
            case Command.Join join -> {
                Optional<String> invite = join.invite().map(Talk::hash);
                yield Keys.once(
                        by.id(), key, new RoomCommand.Join(by, room, invite), "join", room, invite);
            }
            case Command.Leave _ ->
                    Keys.once(by.id(), key, new RoomCommand.Leave(by, room), "leave", room);
            case Command.Read read -> new RoomCommand.Read(by, room, read.seq());
        };
    }

    private FloorCommand say(RoomCommand.By by, Command.Say say) {
        Texts.SayText parsed = Texts.parse(say.text());
        RoomCommand.Speak speak =
                new RoomCommand.Speak(
                        by,
                        say.room(),
                        Optional.of(parsed.text()),
                        say.replyTo(),
                        parsed.mentions(),
                        parsed.mentions().contains(HERE) ? present(say.room()) : List.of(),
                        parsed.symbols(),
                        say.card().map(card -> shown(by.id(), card)),
                        lookups.filtered(say.room(), parsed.text()));
        return say.card().isEmpty()
                ? Keys.once(
                        by.id(), say.key(), speak, "say", say.room(), parsed.text(), say.replyTo())
                : Keys.once(
                        by.id(),
                        say.key(),
                        speak,
                        "say",
                        say.room(),
                        parsed.text(),
                        say.replyTo(),
                        say.card().get());
    }

    /// Makes the command for what comes in by a webhook: text alone, and never a slash command.
    ///
    /// @param room where
    /// @param hook by which
    /// @param text what
    /// @param replyTo seq of the message it answers
    /// @param key idempotency, the webhook's own
    /// @return the command
    /// @throws ProtocolException if the text isn't one, see [Texts#parse]
    public FloorCommand post(
            RoomId room,
            RoomHook.In hook,
            String text,
            OptionalLong replyTo,
            Optional<String> key) {
        Texts.SayText parsed = Texts.parse(text);
        HookCommand.Post post =
                new HookCommand.Post(
                        room,
                        hook.hook(),
                        Optional.of(parsed.text()),
                        replyTo,
                        parsed.mentions(),
                        parsed.symbols(),
                        lookups.filtered(room, parsed.text()));
        return Keys.once(hook.author().id(), key, post, "post", room, parsed.text(), replyTo);
    }

    private FloorCommand edit(RoomCommand.By by, Command.Edit edit) {
        String text = Texts.parse(edit.text()).text();
        RoomCommand.EditMessage command =
                new RoomCommand.EditMessage(
                        by,
                        edit.room(),
                        edit.message(),
                        Optional.of(text),
                        lookups.filtered(edit.room(), text));
        return Keys.once(by.id(), edit.key(), command, "edit", edit.room(), edit.message(), text);
    }

    /// In the order of their ids: the same people make the same command.
    private List<String> present(RoomId room) {
        Set<String> present = lookups.present(room);
        return present.stream().sorted().limit(MOST_HERE).toList();
    }

    private RoomCommand.Shown shown(String user, CardRef card) {
        return switch (card) {
            case CardRef.OfPosition position -> new RoomCommand.Shown.Position(position.symbol());
            case CardRef.OfFill fill ->
                    lookups.fill(user, fill.trade())
                            .map(found ->
                                    new RoomCommand.Shown.Fill(
                                            new Card.Fill(
                                                    found.symbol(),
                                                    found.side(),
                                                    found.price(),
                                                    found.qty(),
                                                    found.at())))
                            .orElseThrow(() ->
                                    new ProtocolException(
                                            ErrorCode.BAD_REQUEST,
                                            "card: you have no fill of that trade"));
        };
    }

    /// {@return the id of the room of two people, the same whichever comes first}
    ///
    /// @param one an id
    /// @param other another
    public static RoomId direct(String one, String other) {
        String pair = one.compareTo(other) < 0 ? one + "\n" + other : other + "\n" + one;
        return new RoomId(DIRECT + hash(pair).substring(0, DIRECT_DIGITS));
    }

    /// {@return what stands for an invitation's token in the log}
    ///
    /// @param token as it was shown
    public static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
