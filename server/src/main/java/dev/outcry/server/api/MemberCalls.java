package dev.outcry.server.api;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomRole;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.floor.RoomInvite;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Talk;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Who belongs to a room, how they stand there, and invitations.
final class MemberCalls {
    private static final String MEMBER = "/rooms/{room}/members/{user}";
    private static final int TOKEN_BYTES = 24;
    private static final int MOST_USES = 10_000;

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;
    private final Clock clock;
    private final Talk talk;
    private final SecureRandom random = new SecureRandom();

    MemberCalls(Backend backend, Reads reads, Writes writes, Clock clock) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
        this.talk = new Talk(backend);
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/rooms/{room}/members", this::members);
        calls.add("PUT", MEMBER, this::put);
        calls.add("DELETE", MEMBER, this::remove);
        calls.add("GET", "/rooms/{room}/invites", this::invites);
        calls.add("POST", "/rooms/{room}/invites", this::invite);
        calls.add("DELETE", "/rooms/{room}/invites/{invite}", this::revoke);
    }

    /// Tells the members; moderators also who is muted or banned without being one.
    private Answer members(Request request) {
        List<RoomMember> members =
                reads.look(
                        request,
                        view ->
                                view.members().stream()
                                        .filter(member ->
                                                member.role().isPresent()
                                                        || Reads.keepsOrder(request, view))
                                        .toList());
        JsonArrayBuilder items = Json.array();
        members.forEach(member -> items.add(json(member)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private JsonObjectBuilder json(RoomMember member) {
        JsonObjectBuilder json =
                Json.object().add("user", member.person().id()).add("name", member.person().name());
        if (member.person().guest()) {
            json.add("guest", true);
        }
        member.role().ifPresent(role -> json.add("role", role.toString()));
        if (member.mutedUntil().orElse(0) > clock.millis()) {
            json.add("mutedUntil", member.mutedUntil().getAsLong());
        }
        if (member.banned()) {
            json.add("banned", true);
        }
        return json;
    }

    /// Joins, where it is the caller's own membership and nothing else is said of it; else says how
    /// somebody stands.
    private Answer put(Request request) {
        RoomCommand.By by = request.by();
        String user = user(request);
        Fields fields = request.fieldsOrNone();
        Optional<String> key = request.key(fields.optionalString("key"));
        boolean plain = !fields.has("role") && !fields.has("mutedUntil") && !fields.has("banned");
        boolean joins = plain && user.equals(by.id());
        Person whom = joins ? by.person() : person(request, user);
        FloorCommand command =
                joins
                        ? talk.of(
                                by,
                                new Command.Join(
                                        OptionalLong.empty(),
                                        request.room(),
                                        fields.optionalString("invite"),
                                        key))
                        : Keys.once(by.id(), key, set(request, by, whom, fields, plain));
        return writes.submit(command, _ -> Answer.ok(member(request, whom.id())));
    }

    private RoomCommand.SetMember set(
            Request request, RoomCommand.By by, Person whom, Fields fields, boolean plain) {
        return new RoomCommand.SetMember(
                by,
                request.room(),
                whom,
                plain
                        ? Optional.of(RoomRole.MEMBER)
                        : fields.optionalString("role").map(MemberCalls::role),
                fields.optionalInteger("mutedUntil", 0, RoomEvent.FOREVER),
                fields.optionalFlag("banned"));
    }

    private static RoomRole role(String name) {
        return Stream.of(RoomRole.values())
                .filter(role -> role.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Fields.bad("role: must be owner, moderator or member"));
    }

    /// {@return whom it is about: somebody that the room or the server knows}
    private Person person(Request request, String user) {
        return reads.look(request, view -> view.member(user))
                .map(RoomMember::person)
                .or(() -> backend.person(user))
                .orElseThrow(() ->
                        new ProtocolException(ErrorCode.USER_NOT_FOUND, "user: there is none"));
    }

    private Json member(Request request, String user) {
        return Json.of(
                reads.look(request, view -> view.member(user))
                        .map(this::json)
                        .orElseGet(() -> Json.object().add("user", user)));
    }

    /// Leaves, where it is the caller's own membership; else removes, or lifts a ban.
    private Answer remove(Request request) {
        RoomCommand.By by = request.by();
        String user = user(request);
        FloorCommand command =
                user.equals(by.id())
                        ? talk.of(
                                by,
                                new Command.Leave(
                                        OptionalLong.empty(), request.room(), request.key()))
                        : Keys.once(
                                by.id(),
                                request.key(),
                                new RoomCommand.RemoveMember(by, request.room(), user));
        return writes.submit(command, _ -> new Answer.Nothing());
    }

    private static String user(Request request) {
        String user = request.parameter("user");
        if (!Ids.isSlug(user)) {
            throw new ProtocolException(ErrorCode.USER_NOT_FOUND, "user: there is none");
        }
        return user;
    }

    private Answer invites(Request request) {
        JsonArrayBuilder items = Json.array();
        reads.moderate(request, view -> view.invites()).forEach(invite -> items.add(json(invite)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private static JsonObjectBuilder json(RoomInvite invite) {
        JsonObjectBuilder json =
                Json.object()
                        .add("invite", invite.invite())
                        .add("by", Json.person(invite.by()))
                        .add("at", invite.at());
        invite.expiresAt().ifPresent(at -> json.add("expiresAt", at));
        invite.uses().ifPresent(uses -> json.add("uses", uses));
        return json;
    }

    /// Makes one. Its token is shown once: only a hash of it is kept.
    private Answer invite(Request request) {
        RoomCommand.By by = request.by();
        Fields fields = request.fieldsOrNone();
        OptionalLong expiresAt = fields.optionalInteger("expiresAt", 0, RoomEvent.FOREVER);
        if (expiresAt.isPresent() && expiresAt.getAsLong() <= clock.millis()) {
            throw Fields.bad("expiresAt: is past");
        }
        OptionalLong uses = fields.optionalInteger("uses", 1, MOST_USES);
        byte[] drawn = new byte[TOKEN_BYTES];
        random.nextBytes(drawn);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        RoomCommand.Invite command =
                new RoomCommand.Invite(
                        by,
                        request.room(),
                        Talk.hash(token),
                        expiresAt,
                        uses.isPresent()
                                ? OptionalInt.of((int) uses.getAsLong())
                                : OptionalInt.empty());
        return writes.submit(
                command,
                _ ->
                        Answer.created(
                                Json.of(
                                        json(new RoomInvite(
                                                        command.invite(),
                                                        by.person(),
                                                        clock.millis(),
                                                        expiresAt,
                                                        command.uses()))
                                                .add("token", token))));
    }

    private Answer revoke(Request request) {
        RoomCommand.By by = request.by();
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(),
                        new RoomCommand.RevokeInvite(
                                by, request.room(), request.parameter("invite"))),
                _ -> new Answer.Nothing());
    }
}
