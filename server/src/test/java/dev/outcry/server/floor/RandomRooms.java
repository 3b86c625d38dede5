package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// Commands of all kinds as people may give them in rooms: many are allowed, some aren't.
final class RandomRooms {
    private static final List<String> EMOJI = List.of("👍", "🎉", "👀");
    private static final List<String> HOOKS = List.of("h1", "h2", "h3");
    private static final List<String> INVITES = List.of("i1", "i2", "i3");
    private static final RoomId DIRECT = new RoomId("dm-0123456789ab");

    private final SplittableRandom random;
    private final List<RoomId> rooms;
    private final List<Person> people;
    private final List<Symbol> markets;

    RandomRooms(
            SplittableRandom random,
            List<RoomId> rooms,
            List<Person> people,
            List<Symbol> markets) {
        this.random = random;
        this.rooms = rooms;
        this.people = people;
        this.markets = markets;
    }

    /// {@return a command of one kind}
    ///
    /// @param at about when it comes
    FloorCommand next(Class<?> kind, long at) {
        RoomCommand.By by = by();
        RoomId room = random.nextInt(8) == 0 ? DIRECT : one(rooms);
        if (HookCommand.class.isAssignableFrom(kind)) {
            return hooks(kind, by, one(rooms));
        } else if (kind == RoomCommand.Speak.class) {
            return speak(by, room);
        } else if (kind == RoomCommand.EditMessage.class) {
            return new RoomCommand.EditMessage(
                    by, room, message(), maybe("edited"), random.nextInt(9) == 0);
        } else if (kind == RoomCommand.React.class) {
            return new RoomCommand.React(by, room, message(), one(EMOJI));
        } else if (kind == RoomCommand.Unreact.class) {
            return new RoomCommand.Unreact(by, room, message(), one(EMOJI));
        } else if (kind == RoomCommand.Pin.class) {
            return new RoomCommand.Pin(by, room, message());
        } else if (kind == RoomCommand.Unpin.class) {
            return new RoomCommand.Unpin(by, room, message());
        } else if (kind == RoomCommand.Read.class) {
            return new RoomCommand.Read(by, room, random.nextInt(200));
        } else if (kind == RoomCommand.Report.class) {
            return new RoomCommand.Report(by, room, message(), "reason");
        } else if (kind == RoomCommand.SettleReport.class) {
            return new RoomCommand.SettleReport(by, room, random.nextInt(1, 4), maybe("note"));
        }
        return random.nextBoolean() ? membership(kind, by, room, at) : keeping(kind, by, room, at);
    }

    private RoomCommand membership(Class<?> kind, RoomCommand.By by, RoomId room, long at) {
        if (kind == RoomCommand.Leave.class) {
            return new RoomCommand.Leave(by, room);
        } else if (kind == RoomCommand.SetMember.class) {
            return new RoomCommand.SetMember(
                    by,
                    room,
                    one(people),
                    maybe(one(List.of(RoomRole.values()))),
                    random.nextInt(3) == 0
                            ? OptionalLong.of(
                                    one(List.of(0L, at + 500, at + 60_000, RoomEvent.FOREVER)))
                            : OptionalLong.empty(),
                    maybe(random.nextBoolean()));
        } else if (kind == RoomCommand.RemoveMember.class) {
            return new RoomCommand.RemoveMember(by, room, one(people).id());
        } else if (kind == RoomCommand.OpenDirect.class) {
            return new RoomCommand.OpenDirect(by, DIRECT, one(people));
        }
        return new RoomCommand.Join(by, room, maybe(one(INVITES)));
    }

    private RoomCommand keeping(Class<?> kind, RoomCommand.By by, RoomId room, long at) {
        if (kind == RoomCommand.Invite.class) {
            return new RoomCommand.Invite(
                    by,
                    room,
                    one(INVITES),
                    random.nextBoolean()
                            ? OptionalLong.of(at + random.nextInt(5_000))
                            : OptionalLong.empty(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(3)) : OptionalInt.empty());
        } else if (kind == RoomCommand.RevokeInvite.class) {
            return new RoomCommand.RevokeInvite(by, room, one(INVITES));
        } else if (kind == RoomCommand.SetFilter.class) {
            return new RoomCommand.SetFilter(by, room, List.of("w" + random.nextInt(3)));
        } else if (kind == RoomCommand.DropRoom.class && random.nextInt(20) == 0) {
            return new RoomCommand.DropRoom(by, room);
        } else if (kind == RoomCommand.ChangeRoom.class) {
            return new RoomCommand.ChangeRoom(
                    by,
                    room,
                    maybe("name " + random.nextInt(3)),
                    maybe("topic " + random.nextInt(3)),
                    random.nextInt(20) == 0
                            ? Optional.of(one(List.of(RoomInfo.Visibility.values())))
                            : Optional.empty(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(3)) : OptionalInt.empty(),
                    maybe(random.nextInt(5) == 0),
                    maybe(random.nextInt(20) == 0));
        }
        return new RoomCommand.OpenRoom(
                by,
                random.nextInt(5) == 0 ? new RoomId("own" + random.nextInt(9)) : one(rooms),
                "name",
                "topic",
                random.nextInt(4) > 0
                        ? RoomInfo.Visibility.PUBLIC
                        : one(List.of(RoomInfo.Visibility.values())));
    }

    private HookCommand hooks(Class<?> kind, RoomCommand.By by, RoomId room) {
        String hook = one(HOOKS);
        if (kind == HookCommand.Add.class) {
            Optional<RoomHook.Trades> trades =
                    maybe(new RoomHook.Trades(one(markets), Decimal.parse("2")));
            return new HookCommand.Add(
                    by,
                    room,
                    hook,
                    random.nextBoolean()
                            ? new HookCommand.Way.In("news", "t" + random.nextInt(3))
                            : new HookCommand.Way.Out(
                                    "https://example.org/" + random.nextInt(3),
                                    "k",
                                    List.of(one(List.of(RoomHook.Kind.values()))),
                                    trades));
        } else if (kind == HookCommand.Drop.class) {
            return new HookCommand.Drop(by, room, hook);
        } else if (kind == HookCommand.Post.class) {
            return new HookCommand.Post(
                    room,
                    hook,
                    random.nextInt(9) == 0 ? Optional.empty() : Optional.of("text"),
                    random.nextInt(5) == 0 ? OptionalLong.of(message()) : OptionalLong.empty(),
                    List.of(one(people).id(), "here"),
                    List.of(one(markets)),
                    random.nextInt(9) == 0);
        }
        RoomHook.Reached upTo =
                new RoomHook.Reached(
                        random.nextInt(4), random.nextInt(2) * 2_000L, random.nextInt(2) * 2_000L);
        if (kind == HookCommand.Send.class) {
            return new HookCommand.Send(room, hook, upTo);
        }
        return new HookCommand.Reach(
                room,
                hook,
                upTo,
                random.nextInt(3) == 0
                        ? Optional.of(new HookCommand.Failure(3, "503"))
                        : Optional.empty());
    }

    private RoomCommand speak(RoomCommand.By by, RoomId room) {
        Symbol market = one(markets);
        return new RoomCommand.Speak(
                by,
                room,
                random.nextInt(9) == 0 ? Optional.empty() : Optional.of("text"),
                random.nextInt(5) == 0 ? OptionalLong.of(message()) : OptionalLong.empty(),
                List.of(one(people).id(), "here"),
                List.of(one(people).id(), "lurker"),
                List.of(market),
                random.nextInt(5) > 0
                        ? Optional.empty()
                        : Optional.of(
                                random.nextBoolean()
                                        ? new RoomCommand.Shown.Position(market)
                                        : new RoomCommand.Shown.Fill(
                                                new Card.Fill(
                                                        market,
                                                        Side.BUY,
                                                        Decimal.parse("1.50"),
                                                        Decimal.parse("2"),
                                                        7))),
                random.nextInt(9) == 0);
    }

    private RoomCommand.By by() {
        return new RoomCommand.By(one(people), random.nextInt(3) == 0);
    }

    private long message() {
        return random.nextInt(1, 30);
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
