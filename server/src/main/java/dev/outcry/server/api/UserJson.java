package dev.outcry.server.api;

import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.floor.Account;
import jakarta.json.JsonObjectBuilder;

/// Somebody, as the API shows them.
final class UserJson {
    private UserJson() {}

    static JsonObjectBuilder of(User user) {
        return Json.object()
                .add("id", user.id())
                .add("name", user.name())
                .add("role", user.role())
                .add("guest", user.guest());
    }

    static JsonObjectBuilder of(Account account) {
        JsonObjectBuilder json =
                of(new User(account.id(), account.name(), account.role().toString()));
        account.colour().ifPresent(colour -> json.add("colour", colour));
        account.initials().ifPresent(initials -> json.add("initials", initials));
        account.guest().ifPresent(guest -> json.add("was", guest));
        return json;
    }
}
