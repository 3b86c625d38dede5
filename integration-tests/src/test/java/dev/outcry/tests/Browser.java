package dev.outcry.tests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.util.List;

/// A headless Chromium of its own. Each visitor is a context of it: own storage, own connections.
///
/// For the thread that launched it, as all of Playwright is.
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser() {
        LaunchOptions options =
                new LaunchOptions()
                        .setExecutablePath(Machine.chromium())
                        .setArgs(
                                List.of(
                                        // Root, as CI is, can't have Chromium's own sandbox.
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        // Not a single look-up of its maker's hosts.
                                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost,"
                                                + " EXCLUDE 127.0.0.1"));
        playwright = Playwright.create();
        chromium = playwright.chromium().launch(options);
    }

    static Browser launch() {
        return new Browser();
    }

    /// {@return somebody new, who has never seen the page}
    ///
    /// @param options such as the size of the screen
    Visitor visitor(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(20_000);
        return new Visitor(context);
    }

    /// Closes all that visitors have open.
    void sendVisitorsHome() {
        List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
