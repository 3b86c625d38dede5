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
        Locator field = find(AriaRole.TEXTBOX, "Your name");
        field.fill(name);
        field.press("Enter");
        assertThat(find(AriaRole.TEXTBOX, "Message")).isVisible();
    }

    void say(String text) {
        find(AriaRole.TEXTBOX, "Message").fill(text);
        find(AriaRole.BUTTON, "Send").click();
    }

    /// Waits until the room's conversation holds a text, once and not more.
    void reads(String text) {
        Locator messages = find(AriaRole.REGION, "Messages");
        assertThat(messages.getByText(text, new Locator.GetByTextOptions().setExact(true)))
                .hasCount(1);
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

    private Locator watchList() {
        return find(AriaRole.REGION, "Watch list").getByRole(AriaRole.OPTION);
    }

    private Locator find(AriaRole role, String name) {
        return page.getByRole(
                role, new GetByRoleOptions().setName(name).setExact(role != AriaRole.REGION));
    }
}
