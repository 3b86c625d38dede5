package dev.outcry.server.floor;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is done about webhooks, and by them.
public sealed interface HookCommand extends FloorCommand {
    /// {@return whose room}
    RoomId room();

    /// {@return which hook, by id}
    String hook();

    /// A new webhook.
    ///
    /// @param by an owner who is no guest
    /// @param room which
    /// @param hook its id, drawn at random
    /// @param way in or out
    record Add(RoomCommand.By by, RoomId room, String hook, Way way) implements HookCommand {
        /// Tells what was asked for, and not what was drawn: a repetition draws something else.
        @Override
        public String toString() {
            return "Add[by=" + by + ", room=" + room + ", way=" + way + "]";
        }
    }

    /// Which way a new webhook leads.
    sealed interface Way {
        /// Into the room.
        ///
        /// @param name what its messages come from
        /// @param token SHA-256 of its token in hex
        record In(String name, String token) implements Way {
            /// As [Add], without the token.
            @Override
            public String toString() {
                return "In[name=" + name + "]";
            }
        }

        /// Out of the room.
        ///
        /// @param url where to
        /// @param key names the key that its secret comes from
        /// @param kinds which of the room's events it wants, each once
        /// @param trades which trades
        record Out(
                String url, String key, List<RoomHook.Kind> kinds, Optional<RoomHook.Trades> trades)
                implements Way {}
    }

    /// A webhook taken away.
    ///
    /// @param by an owner
    /// @param room which
    /// @param hook which
    record Drop(RoomCommand.By by, RoomId room, String hook) implements HookCommand {}

    /// A message that came in by a webhook. The floor passes the text on and forgets it.
    ///
    /// @param room where
    /// @param hook by which
    /// @param text what, empty once deleted
    /// @param replyTo seq of the message it answers
    /// @param mentions ids that the text names
    /// @param symbols markets that the text names
    /// @param filtered whether the room's filter has found something in the text
    record Post(
            RoomId room,
            String hook,
            Optional<String> text,
            OptionalLong replyTo,
            List<String> mentions,
            List<Symbol> symbols,
            boolean filtered)
            implements HookCommand {}

    /// A webhook's next delivery is about to be posted: from now on it holds these events and no
    /// others, whoever posts it and however often.
    ///
    /// @param room whose
    /// @param hook which
    /// @param upTo how far the webhook has come with it
    record Send(RoomId room, String hook, RoomHook.Reached upTo) implements HookCommand {}

    /// How far a webhook has come.
    ///
    /// @param room whose
    /// @param hook which
    /// @param upTo that of the delivery that was sent; or as many deliveries as before, where it
    ///   has only looked further; or that of one that was given up before, and has been taken now
    /// @param failure why the delivery is given up; empty if it was taken
    record Reach(RoomId room, String hook, RoomHook.Reached upTo, Optional<Failure> failure)
            implements HookCommand {}

    /// Why a delivery is given up.
    ///
    /// @param attempts how often it was tried
    /// @param reason what came of the last attempt
    record Failure(int attempts, String reason) {}
}
