package dev.outcry.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/// The dialog about the room that a [Visitor] is in. Waits and fails as a visitor does.
final class RoomScreen {
    private final Page page;
    private final Locator dialog;

    /// @param page on which the dialog is open, or opens soon
    RoomScreen(Page page) {
        this.page = page;
        this.dialog = page.getByRole(AriaRole.DIALOG);
    }

    /// Looks at what was reported, and settles it. Waits until nothing is left to settle.
    void settles(String reason) {
        Locator report = part("Reports").getByRole(AriaRole.LISTITEM);
        assertThat(report.filter(new Locator.FilterOptions().setHasText(reason))).hasCount(1);
        button("Settled").click();
        assertThat(part("Reports")).hasCount(0);
    }

    /// Gives the room another name and topic, and lets only moderators write.
    void sets(String name, String topic) {
        field("Name").fill(name);
        field("Topic").fill(topic);
        dialog.getByRole(
                        AriaRole.CHECKBOX,
                        new Locator.GetByRoleOptions().setName("Only moderators write"))
                .check();
        button("Save").click();
        assertThat(dialog.getByText("Saved.")).isVisible();
    }

    /// Revokes the only invitation that there is.
    void revokes() {
        button("Revoke").click();
        assertThat(button("Revoke")).hasCount(0);
    }

    /// Lets a program write in the room.
    ///
    /// @return the URL that it posts to
    String letsWrite(String program) {
        button("Let a program write here…").click();
        field("Its name What its messages come from.").fill(program);
        button("Make it").click();
        Locator url = field("Webhook URL");
        assertThat(url).isVisible();
        return url.inputValue();
    }

    /// Lifts a ban.
    void forgives(String name) {
        Locator person = member(name);
        assertThat(person).containsText("banned");
        person.click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Lift the ban")).click();
        assertThat(member(name)).hasCount(0);
    }

    /// Leaves the room. The dialog closes.
    void leaves() {
        button("Leave the room").click();
        assertThat(dialog).hasCount(0);
    }

    /// Deletes the room, once asked whether that is meant. The dialog closes.
    void deletes() {
        button("Delete the room…").click();
        button("Delete it with all that was said").click();
        assertThat(dialog).hasCount(0);
    }

    void close() {
        button("Close").click();
        assertThat(dialog).hasCount(0);
    }

    private Locator part(String name) {
        return dialog.getByRole(AriaRole.REGION, new Locator.GetByRoleOptions().setName(name));
    }

    private Locator member(String name) {
        return part("Members")
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private Locator field(String name) {
        return dialog.getByRole(
                AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return dialog.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
