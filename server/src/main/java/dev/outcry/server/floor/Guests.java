package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The guests who have written within a day. Nothing that is decided depends on them: they are kept
/// for those who ask who somebody is.
final class Guests {
    private static final long KEPT_MILLIS = 24L * 60 * 60 * 1_000;

    // By the last write, the newest last.
    private final SequencedMap<String, Seen> seen = new LinkedHashMap<>();

    private record Seen(String name, long at) {}

    /// {@return who has asked for it, where that can be a guest; null for other commands}
    static @Nullable Person author(FloorCommand command) {
        return switch (command) {
            case FloorCommand.Say say -> say.by();
            case FloorCommand.SubmitOrder order -> order.by();
            case FloorCommand.AmendOrder amend -> amend.by();
            case FloorCommand.WithdrawOrder one -> one.by();
            case FloorCommand.WithdrawAll all -> all.by();
            case FloorCommand.DeleteMessage delete -> delete.by();
            case FloorCommand.ResetAccount reset -> reset.by();
            case FloorCommand.Rank rank -> rank.by();
            case FloorCommand.ArmSession arm -> arm.by();
            case FloorCommand.ArmSwitch arm -> arm.by();
            case PeopleCommand.Leave leave -> leave.by();
            case RoomCommand inRoom -> inRoom.by().person();
            case HookCommand.Add add -> add.by().person();
            case HookCommand.Drop drop -> drop.by().person();
            case FloorCommand.CreateRoom create -> create.by().orElse(null);
            case FloorCommand.Once once -> author(once.command());
            default -> null; // of the server, of feeds, of accounts alone, or no writing
        };
    }

    void wrote(Person by, long at) {
        while (!seen.isEmpty() && seen.firstEntry().getValue().at() <= at - KEPT_MILLIS) {
            seen.pollFirstEntry();
        }
        seen.putLast(by.id(), new Seen(by.name(), at));
    }

    void forget(String id) {
        seen.remove(id);
    }

    /// {@return a guest as of a time; null where that one hasn't written within a day before}
    @Nullable Person find(String id, long at) {
        Seen found = seen.get(id);
        return found == null || found.at() <= at - KEPT_MILLIS
                ? null
                : new Person(id, found.name(), true);
    }

    void write(ValuesOut out) {
        out.list(
                seen.entrySet(),
                each -> {
                    out.text(each.getKey());
                    out.text(each.getValue().name());
                    out.number(each.getValue().at());
                });
    }

    void read(ValuesIn in) {
        in.each(() -> seen.putLast(in.text(), new Seen(in.text(), in.number())));
    }
}
