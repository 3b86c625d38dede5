package dev.outcry.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Gathers what was given for each variable, the last source winning. Used once, by one thread.
final class Sources {
    /// One value as text.
    ///
    /// @param text never empty
    /// @param where for people: the variable's name, or the key and its file
    record Given(String text, String where) {}

    private static final String FILE = "application.yaml";
    private static final String CONFIG = "OUTCRY_CONFIG";
    private static final String FORM = "this is not YAML of the form \"name: value\"";

    private final Map<Variable, Given> given = new EnumMap<>(Variable.class);
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Sources(Map<String, String> env, Path workingDirectory) {
        yaml(new InputStreamReader(defaults(), StandardCharsets.UTF_8), "the defaults");
        String named = env.getOrDefault(CONFIG, "");
        Path file = workingDirectory.resolve(named.isEmpty() ? FILE : named);
        if (Files.isReadable(file) && Files.isRegularFile(file)) {
            yaml(file);
        } else if (!named.isEmpty()) {
            problems.add(CONFIG + " is \"" + named + "\", which is not a readable file");
        }
        new TreeMap<>(env).forEach(this::environment);
    }

    Optional<Given> of(Variable variable) {
        return Optional.ofNullable(given.get(variable));
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> problems() {
        return problems;
    }

    private static InputStream defaults() {
        InputStream defaults = Sources.class.getResourceAsStream("/" + FILE);
        if (defaults == null) {
            throw new IllegalStateException(FILE + " is missing from the class path");
        }
        return defaults;
    }

    private void environment(String name, String value) {
        if (!Variable.isOurs(name) || name.equals(CONFIG)) {
            return;
        }
        Optional<Variable> variable = Variable.ofEnv(name);
        if (variable.isEmpty()) {
            warnings.add(name + ": there is no such setting, it is ignored");
        } else if (!value.isBlank()) { // compose files set empty ones where they mean none
            given.put(variable.get(), new Given(value.strip(), name));
        }
    }

    private void yaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            yaml(reader, file.toString());
        } catch (IOException e) { // bytes that are no UTF-8 included
            problems.add(file + ": can't be read as text");
        }
    }

    private void yaml(Reader reader, String file) {
        Node root;
        try {
            // Nodes rather than values: what is written is what counts, so `on` stays `on`.
            root = new Yaml(new LoaderOptions()).compose(reader);
        } catch (YAMLException e) { // its message quotes the file, secrets included
            problems.add(file + ": " + FORM);
            return;
        }
        if (root instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> entry(tuple, file));
        } else if (root != null) {
            problems.add(file + ": " + FORM);
        }
    }

    private void entry(NodeTuple tuple, String file) {
        String key = text(tuple.getKeyNode());
        String value = text(tuple.getValueNode());
        Optional<Variable> variable = Variable.ofYaml(key);
        if (variable.isEmpty()) {
            warnings.add(key + " in " + file + ": there is no such setting, it is ignored");
        } else if (!value.isBlank()) {
            given.put(variable.get(), new Given(value.strip(), key + " in " + file));
        }
    }

    private static String text(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "";
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                    list.getValue().stream().map(Sources::text).collect(Collectors.joining(","));
            default -> "{…}";
        };
    }
}
