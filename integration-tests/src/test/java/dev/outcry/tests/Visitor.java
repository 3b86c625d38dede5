package dev.outcry.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One person at the page, who finds everything by its role and name as a screen reader does. Each
/// call waits until the page shows what it asks for, and fails after Playwright's time.
final class Visitor {
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context) {
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /// Opens the page and waits until it is connected.
    void open(URI uri) {
        page.navigate(uri.toString());
        awaitConnection("live");
    }

    /// Gives a name, and so becomes somebody who can speak.
    void join(String name) {
        giveName(name);
        assertThat(find(AriaRole.TEXTBOX, "Message")).isVisible();
    }

    /// Gives a name, wherever that leads to.
    void giveName(String name) {
        Locator field = find(AriaRole.TEXTBOX, "Your name");
        field.fill(name);
        field.press("Enter");
    }

    void say(String text) {
        find(AriaRole.TEXTBOX, "Message").fill(text);
        find(AriaRole.BUTTON, "Send").click();
    }

    /// Waits for a message that a webhook of that name has said.
    void readsFromProgram(String text, String name) {
        assertThat(message(text)).containsText(name + "webhook");
    }

    /// Waits until the room's conversation holds a text, once and not more.
    void reads(String text) {
        Locator messages = find(AriaRole.REGION, "Messages");
        assertThat(messages.getByText(text, new Locator.GetByTextOptions().setExact(true)))
                .hasCount(1);
    }

    /// Opens what can be done with a message, and does it.
    ///
    /// @param text of the message, or a part of it
    /// @param action as the menu names it
    void act(String text, String action) {
        Locator message = message(text);
        message.hover();
        message.getByRole(AriaRole.BUTTON, named("React and more")).click();
        find(AriaRole.MENUITEM, action).click();
    }

    /// Waits until a message has a reaction from so many people.
    ///
    /// @param text of the message, or a part of it
    /// @param reaction the emoji's name, such as `thumbs up`
    void seesReaction(String text, String reaction, int people) {
        Pattern counted = Pattern.compile("^" + reaction + ", " + people + ":");
        assertThat(
                        message(text)
                                .getByRole(
                                        AriaRole.BUTTON,
                                        new Locator.GetByRoleOptions().setName(counted)))
                .isVisible();
    }

    /// Edits the last message of one's own, by the keyboard alone.
    void editLast(String text) {
        find(AriaRole.TEXTBOX, "Message").press("ArrowUp");
        Locator field = find(AriaRole.TEXTBOX, "Edit the message");
        field.fill(text);
        field.press("Enter");
        assertThat(field).hasCount(0);
    }

    /// Waits until a message stands there as edited.
    void readsEdited(String text) {
        assertThat(message(text).getByText("edited")).isVisible();
    }

    /// Waits until a message quotes the one that it answers.
    void readsReply(String text, String quoted) {
        assertThat(message(text).getByRole(AriaRole.BUTTON, named(quoted))).isVisible();
    }

    /// Makes a room that is open to all, and waits until it is open.
    void makeRoom(String name) {
        makeRoom(name, false);
    }

    /// Makes a private room, and waits until it is open.
    void makePrivateRoom(String name) {
        makeRoom(name, true);
    }

    private void makeRoom(String name, boolean closed) {
        find(AriaRole.BUTTON, "New room").click();
        find(AriaRole.TEXTBOX, "Name").fill(name);
        page.getByRole(AriaRole.CHECKBOX).setChecked(closed);
        find(AriaRole.BUTTON, "Make the room").click();
        isIn(name);
    }

    /// {@return a link that lets somebody into the room}
    String invite() {
        find(AriaRole.BUTTON, "Room").click();
        find(AriaRole.BUTTON, "Invite for a day").click();
        String link = find(AriaRole.TEXTBOX, "Invitation link").inputValue();
        find(AriaRole.BUTTON, "Close").click();
        return link;
    }

    /// Tells the moderators of a message, and waits until they have been told.
    ///
    /// @param text of the message, or a part of it
    void report(String text, String reason) {
        act(text, "Report");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).fill(reason);
        dialog.getByRole(AriaRole.BUTTON, named("Report")).click();
        assertThat(dialog).hasCount(0);
    }

    /// Does something about somebody who is in the room.
    ///
    /// @param action as the menu names it
    void actOn(String name, String action) {
        find(AriaRole.REGION, "People")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .click();
        find(AriaRole.MENUITEM, action).click();
    }

    /// {@return all about the room, which is open now}
    RoomScreen openRoomScreen() {
        find(AriaRole.BUTTON, "Room").click();
        return new RoomScreen(page);
    }

    /// {@return the ways to be somebody else}
    AccountScreen account() {
        return new AccountScreen(page);
    }

    /// Waits until a room is open.
    void isIn(String name) {
        // A private room's heading says so, too.
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name)))
                .isVisible();
    }

    /// Waits until the page says that one has been invited.
    void readsInvitation() {
        assertThat(page.getByText("You are invited to this room.")).isVisible();
    }

    /// Waits until the page says that the invitation is of no use.
    void readsThatTheInvitationIsOver() {
        assertThat(page.getByText("The invitation doesn't hold any more")).isVisible();
    }

    /// Waits until the page says that one is banned from the room.
    void readsBan() {
        assertThat(page.getByText("You are banned from this room.").first()).isVisible();
    }

    /// Waits until the page says that one may not write here.
    void cannotSpeak() {
        assertThat(page.getByText("Only moderators write here.")).isVisible();
    }

    /// Waits until the room has a topic.
    void readsTopic(String topic) {
        assertThat(page.getByText(topic, new Page.GetByTextOptions().setExact(true)).first())
                .isVisible();
    }

    /// Waits until a room isn't on the list.
    void knowsNoRoom(String name) {
        assertThat(room(name)).hasCount(0);
    }

    /// Waits until the page says that the room isn't there for this visitor.
    void readsRefusal() {
        assertThat(page.getByText("There is no such room, or it isn't open to you.")).isVisible();
    }

    /// Goes to another room.
    void goTo(String name) {
        room(name).click();
        isIn(name);
    }

    /// Waits until so many messages of a room are unread.
    void seesUnread(String name, int unread) {
        assertThat(room(name)).containsText(unread + " unread");
    }

    /// {@return names of the rooms on the list}
    List<String> rooms() {
        return find(AriaRole.REGION, "Rooms").locator("bdi").allTextContents();
    }

    /// {@return the page's address, which anybody who looks over a shoulder sees}
    String address() {
        return page.url();
    }

    /// Waits until somebody has named a market, with the price that it had then.
    void readsPrice(String symbol) {
        Pattern quoted = Pattern.compile("^\\$" + symbol + "\\s*[0-9]");
        assertThat(
                        find(AriaRole.REGION, "Messages")
                                .getByRole(
                                        AriaRole.BUTTON,
                                        new Locator.GetByRoleOptions().setName(quoted)))
                .isVisible();
    }

    /// Waits until somebody is among the people of the room.
    void sees(String name) {
        Locator people = find(AriaRole.REGION, "People");
        assertThat(people.getByText(name, new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    /// Waits for the state of the connection.
    void awaitConnection(String state) {
        Locator status = find(AriaRole.STATUS, "Connection");
        // A reconnect backs off for some seconds; a state that isn't reached in a minute isn't
        // reached.
        assertThat(status).containsText(state, new ContainsTextOptions().setTimeout(60_000));
    }

    /// {@return what the watch list shows for each market now}, by the row's place
    Map<Integer, String> prices() {
        Locator rows = watchList();
        assertThat(rows).not().hasCount(0);
        Map<Integer, String> shown = new LinkedHashMap<>();
        List<String> texts = rows.allTextContents();
        for (int row = 0; row < texts.size(); row++) {
            shown.put(row, texts.get(row));
        }
        return shown;
    }

    /// Waits until every market shows something else than before.
    ///
    /// @param before from [#prices()]
    void awaitMoves(Map<Integer, String> before) {
        before.forEach((row, text) ->
                assertThat(watchList().nth(row))
                        .not()
                        .hasText(text, new HasTextOptions().setTimeout(60_000)));
    }

    /// Chooses a market, and waits until its chart, book and trades are shown.
    void choose(String symbol) {
        watchList().filter(new Locator.FilterOptions().setHasText(symbol)).click();
        assertThat(find(AriaRole.HEADING, symbol)).isVisible();
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    }

    /// {@return how many markets are on the watch list}
    int markets() {
        return watchList().count();
    }

    /// On a narrow screen: turns to one of its views.
    void turnTo(String view) {
        find(AriaRole.BUTTON, view).click();
    }

    /// {@return errors and warnings of the console since the last call, oldest first}
    List<String> newComplaints() {
        List<String> result = List.copyOf(complaints);
        complaints.clear();
        return result;
    }

    /// Keeps a picture for the reader of the build.
    ///
    /// @param name of the file in `target/screenshots`, without its ending
    void picture(String name) {
        Path file = Machine.TARGET.resolve("screenshots").resolve(name + ".png");
        page.screenshot(new ScreenshotOptions().setPath(file));
    }

    private Locator message(String text) {
        return page.getByRole(AriaRole.LOG)
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(text))
                .last();
    }

    private Locator room(String name) {
        return find(AriaRole.REGION, "Rooms").getByRole(AriaRole.BUTTON, named(name));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private Locator watchList() {
        return find(AriaRole.REGION, "Watch list").getByRole(AriaRole.OPTION);
    }

    private Locator find(AriaRole role, String name) {
        return page.getByRole(
                role, new GetByRoleOptions().setName(name).setExact(role != AriaRole.REGION));
    }
}
