package dev.outcry.server.floor;

import dev.outcry.server.floor.CommandCodec.Kind;
import java.util.Optional;

/// Writes and reads what is done about webhooks, component by component, and webhooks themselves.
/// Stateless.
final class HookCodec {
    private static final int IN = 1;
    private static final int OUT = 2;

    private HookCodec() {}

    static Kind kind(HookCommand command) {
        return switch (command) {
            case HookCommand.Add _ -> Kind.ADD_HOOK;
            case HookCommand.Drop _ -> Kind.DROP_HOOK;
            case HookCommand.Post _ -> Kind.POST_BY_HOOK;
            case HookCommand.Send _ -> Kind.HOOK_SENDS;
            case HookCommand.Reach _ -> Kind.HOOK_REACHED;
        };
    }

    static void write(HookCommand command, ValuesOut out) {
        switch (command) { // no default: a new command must not compile until it is written
            case HookCommand.Add add -> {
                write(add.by(), out);
                place(command, out);
                write(add.way(), out);
            }
            case HookCommand.Drop drop -> {
                write(drop.by(), out);
                place(command, out);
            }
            case HookCommand.Post post -> {
                place(command, out);
                out.optionalNumber(post.replyTo());
                out.list(post.mentions(), out::text);
                out.list(post.symbols(), out::symbol);
                out.flag(post.filtered());
            }
            case HookCommand.Send send -> {
                place(command, out);
                write(send.upTo(), out);
            }
            case HookCommand.Reach reach -> {
                place(command, out);
                write(reach.upTo(), out);
                out.optional(
                        reach.failure(),
                        failure -> {
                            out.signed(failure.attempts());
                            out.text(failure.reason());
                        });
            }
        }
    }

    private static void place(HookCommand command, ValuesOut out) {
        out.room(command.room());
        out.text(command.hook());
    }

    private static void write(RoomCommand.By by, ValuesOut out) {
        out.person(by.person());
        out.flag(by.admin());
    }

    private static void write(HookCommand.Way way, ValuesOut out) {
        switch (way) {
            case HookCommand.Way.In in -> {
                out.octet(IN);
                out.text(in.name());
                out.text(in.token());
            }
            case HookCommand.Way.Out leads -> {
                out.octet(OUT);
                out.text(leads.url());
                out.text(leads.key());
                out.list(leads.kinds(), kind -> out.octet(Codes.of(kind)));
                out.optional(leads.trades(), trades -> write(trades, out));
            }
        }
    }

    private static void write(RoomHook.Trades trades, ValuesOut out) {
        out.symbol(trades.symbol());
        out.decimal(trades.qty());
    }

    private static void write(RoomHook.Reached reached, ValuesOut out) {
        out.number(reached.deliveries());
        out.number(reached.room());
        out.number(reached.trades());
    }

    /// @throws IllegalArgumentException if the kind isn't one of a webhook's
    static HookCommand read(Kind kind, ValuesIn in, Optional<String> text) {
        return switch (kind) {
            case ADD_HOOK -> new HookCommand.Add(by(in), in.room(), in.text(), way(in));
            case DROP_HOOK -> new HookCommand.Drop(by(in), in.room(), in.text());
            case POST_BY_HOOK ->
                    new HookCommand.Post(
                            in.room(),
                            in.text(),
                            text,
                            in.optionalNumber(),
                            in.list(in::text),
                            in.list(in::symbol),
                            in.flag());
            case HOOK_SENDS -> new HookCommand.Send(in.room(), in.text(), reached(in));
            case HOOK_REACHED ->
                    new HookCommand.Reach(
                            in.room(),
                            in.text(),
                            reached(in),
                            in.optional(() -> new HookCommand.Failure(in.signedInt(), in.text())));
            default -> throw BytesIn.damaged(kind + " isn't done about a webhook");
        };
    }

    private static RoomCommand.By by(ValuesIn in) {
        return new RoomCommand.By(in.person(), in.flag());
    }

    private static HookCommand.Way way(ValuesIn in) {
        int way = in.octet();
        return switch (way) {
            case IN -> new HookCommand.Way.In(in.text(), in.text());
            case OUT ->
                    new HookCommand.Way.Out(
                            in.text(),
                            in.text(),
                            in.list(() -> hookKind(in)),
                            in.optional(() -> trades(in)));
            default -> throw BytesIn.damaged("no way of a webhook has code " + way);
        };
    }

    private static RoomHook.Kind hookKind(ValuesIn in) {
        return Codes.find(RoomHook.Kind.values(), Codes::of, in.octet());
    }

    private static RoomHook.Trades trades(ValuesIn in) {
        return new RoomHook.Trades(in.symbol(), in.decimal());
    }

    private static RoomHook.Reached reached(ValuesIn in) {
        return new RoomHook.Reached(in.number(), in.number(), in.number());
    }

    static void write(RoomHook hook, ValuesOut out) {
        out.text(hook.hook());
        out.person(hook.by());
        out.number(hook.at());
        switch (hook) {
            case RoomHook.In in -> write(new HookCommand.Way.In(in.name(), in.token()), out);
            case RoomHook.Out leads -> {
                write(
                        new HookCommand.Way.Out(
                                leads.url(), leads.key(), leads.kinds(), leads.trades()),
                        out);
                out.text(leads.epoch());
                write(leads.reached(), out);
                out.optional(leads.sending(), upTo -> write(upTo, out));
                out.list(
                        leads.dead(),
                        dead -> {
                            write(dead.after(), out);
                            write(dead.upTo(), out);
                            out.number(dead.at());
                            out.signed(dead.attempts());
                            out.text(dead.reason());
                        });
            }
        }
    }

    static RoomHook hook(ValuesIn in) {
        String hook = in.text();
        var by = in.person();
        long at = in.number();
        return switch (way(in)) {
            case HookCommand.Way.In(String name, String token) ->
                    new RoomHook.In(hook, by, at, name, token);
            case HookCommand.Way.Out leads ->
                    new RoomHook.Out(
                            hook,
                            by,
                            at,
                            leads.url(),
                            leads.key(),
                            leads.kinds(),
                            leads.trades(),
                            in.text(),
                            reached(in),
                            in.optional(() -> reached(in)),
                            in.list(() ->
                                    new RoomHook.Dead(
                                            reached(in),
                                            reached(in),
                                            in.number(),
                                            in.signedInt(),
                                            in.text())));
        };
    }
}
