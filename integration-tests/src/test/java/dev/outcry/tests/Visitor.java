package dev.outcry.tests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One person's page, with what its console complained about.
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

    Page page() {
        return page;
    }

    /// {@return errors and warnings since the last call, oldest first}
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
}
