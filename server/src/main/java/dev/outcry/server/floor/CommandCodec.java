package dev.outcry.server.floor;

import java.util.Optional;

/// Commands as the log keeps them: compact bytes of which every one means something.
///
/// The first byte is the format, the second the kind of command ([Kind]); then come the command's
/// components, in the order in which its record declares them. `docs/log-format.md` says how each
/// is written. A release reads every format that an earlier one wrote, so codes are never used
/// again for something else, and a record that gets another component gets another code.
///
/// The text of a message isn't in its bytes: it lies beside them, where it can be taken away.
public final class CommandCodec {
    /// The format that is written, and so far the only one.
    static final int FORMAT = 1;

    /// The codes of the kinds of commands.
    enum Kind {
        GENESIS(1),
        TICK(2),
        RESTORED(3),
        ONCE(4),
        CREATE_ROOM(10),
        SAY(11),
        DELETE_MESSAGE(12),
        SPEAK(13),
        EDIT_MESSAGE(14),
        REACT(15),
        UNREACT(16),
        PIN(17),
        UNPIN(18),
        JOIN(19),
        LEAVE(20),
        READ(21),
        CHANGE_ROOM(22),
        SET_MEMBER(23),
        INVITE(24),
        REVOKE_INVITE(25),
        OPEN_DIRECT(26),
        DROP_ROOM(27),
        REPORT(28),
        SETTLE_REPORT(29),
        LIST_MARKET(30),
        CHANGE_MARKET(31),
        QUOTE(32),
        SET_FILTER(33),
        OPEN_ROOM(34),
        REMOVE_MEMBER(35),
        DEPOSIT(40),
        PLACE_ORDER(41),
        CANCEL_ORDER(42),
        CANCEL_ALL(43),
        SUBMIT_ORDER(50),
        AMEND_ORDER(51),
        WITHDRAW_ORDER(52),
        WITHDRAW_ALL(53),
        RESET_ACCOUNT(54),
        RANK(55),
        ARM_SESSION(60),
        DISARM_SESSION(61),
        END_SESSION(62),
        SESSIONS_LOST(63),
        ARM_SWITCH(64),
        REGISTER(70),
        SET_PASSWORD(71),
        SHOW_AS(72),
        SET_ROLE(73),
        END_TOKENS(74),
        REFRESH(75),
        MAKE_KEY(76),
        DROP_KEY(77),
        LEAVE_FOR_GOOD(78),
        ADD_HOOK(90),
        DROP_HOOK(91),
        POST_BY_HOOK(92),
        HOOK_REACHED(93),
        HOOK_SENDS(94);

        final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "a command of kind " + code + "; of a later release?");
        }
    }

    private CommandCodec() {}

    /// Writes a command, without the text of a message.
    ///
    /// @param command any
    /// @return its bytes
    /// @throws IllegalArgumentException if half a character is in one of its strings, or if it is a
    ///   [FloorCommand.Once] of what knows keys by itself
    public static byte[] encode(FloorCommand command) {
        ValuesOut out = new ValuesOut();
        out.octet(FORMAT);
        new CommandOut(out).command(command);
        return out.toBytes();
    }

    /// {@return the text that lies beside the bytes; empty for all but messages and their edits,
    /// and for those whose text is gone}
    ///
    /// @param command any
    public static Optional<String> text(FloorCommand command) {
        return switch (command) {
            case FloorCommand.Once once -> text(once.command());
            case FloorCommand.Say say -> say.text();
            case RoomCommand.Speak speak -> speak.text();
            case RoomCommand.EditMessage edit -> edit.text();
            case HookCommand.Post post -> post.text();
            case FloorCommand.Plain _, RoomCommand _, HookCommand _, PeopleCommand _ ->
                    Optional.empty();
        };
    }

    /// Reads a command.
    ///
    /// @param bytes as [#encode] wrote them
    /// @param text what lay beside them
    /// @return the command; a message without text where that was taken away
    /// @throws IllegalArgumentException if they are damaged, or of a later release
    public static FloorCommand decode(byte[] bytes, Optional<String> text) {
        ValuesIn in = new ValuesIn(bytes, bytes.length);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "commands of format " + format + "; this release reads format " + FORMAT);
        }
        FloorCommand command = new CommandIn(in, text).command();
        in.end();
        if (text.isPresent() && text(command).isEmpty()) {
            throw BytesIn.damaged("a text beside what isn't a message");
        }
        return command;
    }
}
