package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A server, and people who stand in every way to the rooms that are made there.
///
/// In each room, `owner`, `moderator`, `member` and `muted` are what they are called, and so is
/// `peer`, a second moderator, and `target`, a second member. `banned` is banned. `stranger` and
/// `admin` are nothing; `admin` has that role on the server.
final class RoomScene implements AutoCloseable {
    static final List<String> ROLES =
            List.of(
                    "owner",
                    "moderator",
                    "member",
                    "muted",
                    "stranger",
                    "banned",
                    "admin",
                    "anonymous");

    final TestFloor floor = TestFloor.open();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private int rooms;

    /// A room with a message of each who may speak there.
    ///
    /// @param id its id
    /// @param said seqs by author
    record Room(RoomId id, Map<String, Long> said) {}

    RoomScene() {
        for (String name : ROLES) {
            if (!name.equals("anonymous")) {
                tokens.put(name, name.equals("admin") ? floor.admin() : floor.of(name, "member"));
            }
        }
        for (String name : List.of("target", "peer", "newcomer")) {
            tokens.put(name, floor.of(name, "member"));
            decide(say(name, new RoomId("lobby"), "here I am"));
        }
    }

    static Person person(String name) {
        return new Person(name, name, false);
    }

    static RoomCommand.By by(String name) {
        return new RoomCommand.By(person(name), false);
    }

    static RoomCommand.Speak say(String name, RoomId room, String text) {
        return new RoomCommand.Speak(
                by(name),
                room,
                Optional.of(text),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    static RoomCommand.SetMember set(
            RoomId room,
            String user,
            Optional<RoomRole> role,
            OptionalLong mutedUntil,
            Optional<Boolean> banned) {
        return new RoomCommand.SetMember(by("owner"), room, person(user), role, mutedUntil, banned);
    }

    /// Does something that must be allowed.
    Result.Done decide(FloorCommand command) {
        Result result = floor.decide(command);
        assertThat(result).as("%s", command).isInstanceOf(Result.Done.class);
        return (Result.Done) result;
    }

    /// Makes a room with all those people, and ends the one before.
    Room open(RoomInfo.Visibility visibility) {
        RoomId before = new RoomId("scene-" + rooms++);
        RoomId id = new RoomId("scene-" + rooms);
        List<RoomCommand> commands = new ArrayList<>();
        commands.add(new RoomCommand.DropRoom(by("owner"), before));
        commands.add(new RoomCommand.OpenRoom(by("owner"), id, "Scene", "", visibility));
        for (String user : List.of("moderator", "peer", "member", "target", "muted")) {
            RoomRole role =
                    user.equals("moderator") || user.equals("peer")
                            ? RoomRole.MODERATOR
                            : RoomRole.MEMBER;
            commands.add(set(id, user, Optional.of(role), OptionalLong.empty(), Optional.empty()));
        }
        List<String> speakers =
                new ArrayList<>(List.of("owner", "moderator", "member", "target", "muted"));
        if (visibility == RoomInfo.Visibility.PUBLIC) {
            speakers.addAll(List.of("stranger", "banned", "admin"));
        }
        int first = commands.size();
        speakers.forEach(user -> commands.add(say(user, id, "by " + user)));
        OptionalLong forever = OptionalLong.of(RoomEvent.FOREVER);
        commands.add(set(id, "muted", Optional.empty(), forever, Optional.empty()));
        commands.add(set(id, "banned", Optional.empty(), OptionalLong.empty(), Optional.of(true)));
        commands.add(new RoomCommand.SetFilter(by("owner"), id, List.of("badword")));
        List<Result> results = floor.decide(commands);
        Map<String, Long> said = new HashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            if (i > 0) { // else it may be gone already
                assertThat(results.get(i))
                        .as("%s", commands.get(i))
                        .isInstanceOf(Result.Done.class);
            }
            if (i >= first && i < first + speakers.size()) {
                said.put(speakers.get(i - first), ((Result.Placed) results.get(i)).seq());
            }
        }
        floor.get("/api/v1/rooms/lobby"); // the filter is known to whoever is asked after this
        return new Room(id, said);
    }

    /// {@return a token; empty for who is anonymous}
    String token(String name) {
        return tokens.getOrDefault(name, "");
    }

    /// {@return somebody's connection, always the same}
    Client client(String name) {
        return clients.computeIfAbsent(name, _ -> connect(name));
    }

    /// {@return another connection of somebody's}
    Client connect(String name) {
        return token(name).isEmpty() ? floor.anonymous() : floor.as(token(name));
    }

    @Override
    public void close() {
        clients.values().forEach(Client::close);
        floor.close();
    }
}
