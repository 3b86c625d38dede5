package dev.outcry.server.floor;

import dev.outcry.server.floor.CommandCodec.Kind;

/// Writes and reads the commands of people, behind their kind.
final class PeopleCodec {
    private PeopleCodec() {}

    static Kind kind(PeopleCommand command) {
        return switch (command) { // no default: a new command must not compile until it is written
            case PeopleCommand.Register _ -> Kind.REGISTER;
            case PeopleCommand.SetPassword _ -> Kind.SET_PASSWORD;
            case PeopleCommand.ShowAs _ -> Kind.SHOW_AS;
            case PeopleCommand.SetRole _ -> Kind.SET_ROLE;
            case PeopleCommand.EndTokens _ -> Kind.END_TOKENS;
            case PeopleCommand.Refresh _ -> Kind.REFRESH;
            case PeopleCommand.MakeKey _ -> Kind.MAKE_KEY;
            case PeopleCommand.DropKey _ -> Kind.DROP_KEY;
            case PeopleCommand.Leave _ -> Kind.LEAVE_FOR_GOOD;
        };
    }

    static void write(PeopleCommand command, ValuesOut out) {
        switch (command) { // no default, as above
            case PeopleCommand.Register register -> {
                out.text(register.account());
                out.text(register.name());
                out.list(register.looks(), out::text);
                out.text(register.password());
                out.optional(register.guest(), out::text);
            }
            case PeopleCommand.SetPassword set -> {
                out.text(set.account());
                out.text(set.password());
                out.flag(set.renewed());
            }
            case PeopleCommand.ShowAs how -> {
                out.text(how.account());
                out.optional(how.name(), out::text);
                out.list(how.looks(), out::text);
                out.optional(how.colour(), out::text);
                out.optional(how.initials(), out::text);
            }
            case PeopleCommand.SetRole set -> {
                out.text(set.account());
                out.octet(Codes.of(set.role()));
            }
            case PeopleCommand.EndTokens end -> out.text(end.user());
            case PeopleCommand.Refresh refresh -> {
                out.text(refresh.user());
                out.number(refresh.generation());
                out.text(refresh.family());
                out.number(refresh.bornAt());
                out.number(refresh.number());
            }
            case PeopleCommand.MakeKey make -> {
                out.text(make.owner());
                out.text(make.key());
                out.text(make.name());
                out.list(make.scopes(), scope -> out.octet(Codes.of(scope)));
                out.text(make.hash());
            }
            case PeopleCommand.DropKey drop -> {
                out.text(drop.owner());
                out.text(drop.key());
            }
            case PeopleCommand.Leave leave -> out.person(leave.by());
        }
    }

    static PeopleCommand register(ValuesIn in) {
        return new PeopleCommand.Register(
                in.text(), in.text(), in.list(in::text), in.text(), in.optional(in::text));
    }

    static PeopleCommand showAs(ValuesIn in) {
        return new PeopleCommand.ShowAs(
                in.text(),
                in.optional(in::text),
                in.list(in::text),
                in.optional(in::text),
                in.optional(in::text));
    }

    static PeopleCommand refresh(ValuesIn in) {
        return new PeopleCommand.Refresh(
                in.text(), in.number(), in.text(), in.number(), in.number());
    }

    static PeopleCommand makeKey(ValuesIn in) {
        return new PeopleCommand.MakeKey(
                in.text(), in.text(), in.text(), in.list(in::scope), in.text());
    }
}
