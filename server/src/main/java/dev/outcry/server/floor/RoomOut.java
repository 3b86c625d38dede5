package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.server.floor.CommandCodec.Kind;

/// Writes what is done in rooms, behind the format: kind, who, where, then the rest.
///
/// @param out where to
record RoomOut(ValuesOut out) {
    void command(RoomCommand command) {
        out.octet(kind(command).code);
        out.person(command.by().person());
        out.flag(command.by().admin());
        out.room(command.room());
        rest(command);
    }

    private static Kind kind(RoomCommand command) {
        return switch (command) {
            case RoomCommand.Speak _ -> Kind.SPEAK;
            case RoomCommand.EditMessage _ -> Kind.EDIT_MESSAGE;
            case RoomCommand.React _ -> Kind.REACT;
            case RoomCommand.Unreact _ -> Kind.UNREACT;
            case RoomCommand.Pin _ -> Kind.PIN;
            case RoomCommand.Unpin _ -> Kind.UNPIN;
            case RoomCommand.Join _ -> Kind.JOIN;
            case RoomCommand.Leave _ -> Kind.LEAVE;
            case RoomCommand.Read _ -> Kind.READ;
            case RoomCommand.ChangeRoom _ -> Kind.CHANGE_ROOM;
            case RoomCommand.SetMember _ -> Kind.SET_MEMBER;
            case RoomCommand.Invite _ -> Kind.INVITE;
            case RoomCommand.RevokeInvite _ -> Kind.REVOKE_INVITE;
            case RoomCommand.OpenDirect _ -> Kind.OPEN_DIRECT;
            case RoomCommand.DropRoom _ -> Kind.DROP_ROOM;
            case RoomCommand.Report _ -> Kind.REPORT;
            case RoomCommand.SettleReport _ -> Kind.SETTLE_REPORT;
            case RoomCommand.SetFilter _ -> Kind.SET_FILTER;
            case RoomCommand.OpenRoom _ -> Kind.OPEN_ROOM;
            case RoomCommand.RemoveMember _ -> Kind.REMOVE_MEMBER;
        };
    }

    private void rest(RoomCommand command) {
        switch (command) {
            case RoomCommand.Speak speak -> rest(speak);
            case RoomCommand.EditMessage edit -> {
                out.number(edit.message());
                out.flag(edit.filtered());
            }
            case RoomCommand.React react -> {
                out.number(react.message());
                out.text(react.emoji());
            }
            case RoomCommand.Unreact unreact -> {
                out.number(unreact.message());
                out.text(unreact.emoji());
            }
            case RoomCommand.Pin pin -> out.number(pin.message());
            case RoomCommand.Unpin unpin -> out.number(unpin.message());
            case RoomCommand.Join join -> out.optional(join.invite(), out::text);
            case RoomCommand.Leave _, RoomCommand.DropRoom _ -> {}
            case RoomCommand.Read read -> out.number(read.seq());
            case RoomCommand.ChangeRoom change -> rest(change);
            case RoomCommand.SetMember set -> {
                out.person(set.user());
                out.optional(set.role(), role -> out.octet(Codes.of(role)));
                out.optionalNumber(set.mutedUntil());
                out.optional(set.banned(), out::flag);
            }
            case RoomCommand.RemoveMember remove -> out.text(remove.user());
            case RoomCommand.Invite invite -> {
                out.text(invite.invite());
                out.optionalNumber(invite.expiresAt());
                out.optionalInt(invite.uses());
            }
            case RoomCommand.RevokeInvite revoke -> out.text(revoke.invite());
            case RoomCommand.OpenDirect open -> out.person(open.other());
            case RoomCommand.Report report -> {
                out.number(report.message());
                out.text(report.reason());
            }
            case RoomCommand.SettleReport settle -> {
                out.number(settle.report());
                out.optional(settle.note(), out::text);
            }
            case RoomCommand.SetFilter filter -> out.list(filter.words(), out::text);
            case RoomCommand.OpenRoom open -> {
                out.text(open.name());
                out.text(open.topic());
                out.octet(Codes.of(open.visibility()));
            }
        }
    }

    private void rest(RoomCommand.Speak speak) {
        out.optionalNumber(speak.replyTo());
        out.list(speak.mentions(), out::text);
        out.list(speak.here(), out::text);
        out.list(speak.symbols(), out::symbol);
        out.optional(speak.card(), this::shown);
        out.flag(speak.filtered());
    }

    private void shown(RoomCommand.Shown shown) {
        switch (shown) {
            case RoomCommand.Shown.Fill(Card.Fill card) -> {
                out.octet(ValuesOut.FILL);
                out.card(card);
            }
            case RoomCommand.Shown.Position position -> {
                out.octet(ValuesOut.POSITION);
                out.symbol(position.symbol());
            }
        }
    }

    private void rest(RoomCommand.ChangeRoom change) {
        out.optional(change.name(), out::text);
        out.optional(change.topic(), out::text);
        out.optional(change.visibility(), visibility -> out.octet(Codes.of(visibility)));
        out.optionalInt(change.slowSeconds());
        out.optional(change.readOnly(), out::flag);
        out.optional(change.archived(), out::flag);
    }
}
