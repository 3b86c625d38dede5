package dev.outcry.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which package may know which.
class PackagesTest {
    private static final String SERVER = "dev.outcry.server.";

    /// Each depends only on those in the lines below it; `auth` knows `config` too.
    private static final List<List<String>> ORDER =
            List.of(
                    List.of("main"),
                    List.of("api", "socket", "feed"),
                    List.of("session", "webhook"),
                    List.of("apply"),
                    List.of("store", "journal"),
                    List.of("hub"),
                    List.of("floor"),
                    List.of("auth"),
                    List.of("config"));

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.outcry");

    static Stream<String> packages() {
        return ORDER.stream().flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void dependsOnlyOnPackagesFurtherDown(String name) {
        String[] forbidden =
                ORDER.stream()
                        .limit(1 + level(name))
                        .flatMap(List::stream)
                        .filter(other -> !other.equals(name))
                        .map(other -> SERVER + other + "..")
                        .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(SERVER + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(name.equals("main"))
                .check(OURS);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        classes()
                .that()
                .resideInAPackage(SERVER + "*..")
                .should()
                .resideInAnyPackage(
                        packages().map(name -> SERVER + name + "..").toArray(String[]::new))
                .check(OURS);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        SlicesRuleDefinition.slices()
                .matching("dev.outcry.(**)")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void theFloorKnowsTheExchangeAndTheProtocolAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(SERVER + "floor..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        SERVER + "floor..",
                        "dev.outcry.exchange..",
                        "dev.outcry.protocol..",
                        "java..",
                        "org.jspecify..")
                .check(OURS);
    }

    @Test
    void theFloorAndTheExchangeKnowNoClockNoChanceNoThreadAndNoOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVER + "floor..", "dev.outcry.exchange..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.time..",
                        "java.util.random..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.text..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.util.Random.class,
                        java.util.UUID.class,
                        java.util.Locale.class,
                        Thread.class,
                        System.Logger.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .check(OURS);
    }

    @Test
    void theProtocolAndTheExchangeKnowNothingOfTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.outcry.protocol..", "dev.outcry.exchange..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.outcry.server.."))
                .check(OURS);
    }

    private static int level(String name) {
        for (int i = 0; i < ORDER.size(); i++) {
            if (ORDER.get(i).contains(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
