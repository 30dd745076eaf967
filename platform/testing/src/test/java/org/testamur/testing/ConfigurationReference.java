package org.testamur.testing;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of the platform, the services and the signing process from their sources, as tables. A setting is a
 * method of a {@code @ConfigMapping}, or a constant of the signing process's {@code Setting}; its meaning is its Javadoc.
 */
final class ConfigurationReference {

    static final String COMMON = "platform/src/main/resources/META-INF/microprofile-config.properties";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::(.*))?}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:{}]+)}");

    /** One setting, as a row shows it. */
    private record Row(String name, String value, String without, String meaning, String since) {}

    private final Path root;
    private final List<String> faults = new ArrayList<>();
    private final Properties common;

    ConfigurationReference(Path root) {
        this.root = root;
        this.common = properties(root.resolve(COMMON));
    }

    /** What a reader of the sources would miss: settings without a meaning or a version. */
    List<String> faults() {
        return faults;
    }

    /** All tables, in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        List<Row> shared = mapped("platform", Optional.empty());
        table(text, "Of every service: the frameworks", rows(shared, name -> !name.startsWith("testamur.")));
        table(text, "Of every service: Testamur", rows(shared, name -> name.startsWith("testamur.")));
        for (String service : services()) {
            table(text, "Of " + service, mapped(service + "-service", Optional.of(service)));
        }
        table(text, "Of the signing process", signer());
        return text.toString();
    }

    private static List<Row> rows(List<Row> all, java.util.function.Predicate<String> named) {
        return all.stream().filter(row -> named.test(row.name())).toList();
    }

    private static void table(StringBuilder text, String title, List<Row> rows) {
        text.append("## ")
                .append(title)
                .append("\n\n| setting | value | without it | meaning | since |\n")
                .append("|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append("| `")
                    .append(row.name())
                    .append("` | ")
                    .append(row.value())
                    .append(" | ")
                    .append(row.without())
                    .append(" | ")
                    .append(row.meaning().replace("|", "\\|"))
                    .append(" | ")
                    .append(row.since())
                    .append(" |\n");
        }
        text.append('\n');
    }

    private List<String> services() {
        return List.of("catalog", "enrolment", "assessment", "issuance", "verification");
    }

    private List<Row> mapped(String module, Optional<String> service) {
        Map<String, Row> rows = new TreeMap<>();
        Properties own = service.map(name -> properties(own(name))).orElseGet(Properties::new);
        for (Unit unit : units(root.resolve(module + "/src/main/java"), "@ConfigMapping(")) {
            new TreePathScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                    annotation(type.getModifiers().getAnnotations(), "ConfigMapping")
                            .ifPresent(mapping ->
                                    new Mapping(unit, own, rows).read(getCurrentPath(), text(mapping, "prefix"), null));
                    return super.visitClass(type, nothing);
                }
            }.scan(unit.tree(), null);
        }
        return List.copyOf(rows.values());
    }

    private List<Row> signer() {
        List<Row> rows = new ArrayList<>();
        for (Unit unit : units(root.resolve("signer/src/main/java"), "enum Setting ")) {
            new TreePathScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitVariable(VariableTree constant, @Nullable Void nothing) {
                    if (constant.getInitializer() instanceof NewClassTree made
                            && made.getIdentifier().toString().equals("Setting")) {
                        List<String> arguments = made.getArguments().stream()
                                .map(argument -> String.valueOf(((LiteralTree) argument).getValue()))
                                .toList();
                        String name = arguments.getFirst();
                        Doc doc = unit.doc(getCurrentPath());
                        rows.add(new Row(
                                name,
                                name.contains("file") || name.endsWith("store") || name.equals("keys")
                                        ? "path"
                                        : name.equals("address") ? "text" : "number",
                                arguments.size() > 1 ? "`" + arguments.get(1) + "`" : "**required**",
                                said(name, doc),
                                "0.1"));
                    }
                    return super.visitVariable(constant, nothing);
                }
            }.scan(unit.tree(), null);
        }
        return rows;
    }

    /** Collects the settings of one mapping and of what it holds. */
    private final class Mapping {

        private final Unit unit;
        private final Properties own;
        private final Map<String, Row> rows;

        Mapping(Unit unit, Properties own, Map<String, Row> rows) {
            this.unit = unit;
            this.own = own;
            this.rows = rows;
        }

        void read(TreePath path, String prefix, @Nullable String inherited) {
            ClassTree type = (ClassTree) path.getLeaf();
            Map<String, ClassTree> groups = new LinkedHashMap<>();
            groups(path).forEach(group -> groups.put(group.getSimpleName().toString(), group));
            String since = Optional.ofNullable(unit.doc(path).since()).orElse(inherited);
            for (Tree member : type.getMembers()) {
                if (!(member instanceof MethodTree method) || method.getBody() != null) {
                    continue;
                }
                TreePath at = new TreePath(path, method);
                List<? extends AnnotationTree> annotations =
                        method.getModifiers().getAnnotations();
                String name = prefix + "."
                        + annotation(annotations, "WithName")
                                .map(named -> text(named, "value"))
                                .orElseGet(() -> kebab(method.getName().toString()));
                String returned = Objects.requireNonNull(method.getReturnType()).toString();
                ClassTree group = groups.get(returned);
                if (group != null) {
                    read(new TreePath(path, group), name, since);
                    continue;
                }
                Doc doc = unit.doc(at);
                String version = Optional.ofNullable(doc.since()).orElse(since);
                if (version == null) {
                    faults.add(name + " does not say since when it is there (@since)");
                }
                boolean map = returned.startsWith("Map<");
                String shown = map ? name + ".\"PATH\"" : name;
                rows.put(
                        shown,
                        new Row(
                                shown,
                                value(returned) + range(annotations),
                                map ? entries(name) : without(name, returned, annotations, doc.meaning()),
                                said(name, doc) + variable(name),
                                String.valueOf(version)));
            }
        }

        private List<ClassTree> groups(TreePath path) {
            List<ClassTree> found = new ArrayList<>();
            for (TreePath at = path; at != null; at = at.getParentPath()) {
                if (at.getLeaf() instanceof ClassTree type) {
                    type.getMembers().stream()
                            .filter(ClassTree.class::isInstance)
                            .map(ClassTree.class::cast)
                            .forEach(found::add);
                }
            }
            return found;
        }

        /** What counts where nobody sets it: as configured by ourselves, or else as the mapping says. */
        private String without(
                String name, String returned, List<? extends AnnotationTree> annotations, String meaning) {
            List<String> ours = services().stream()
                    .filter(service -> properties(own(service)).containsKey(name))
                    .toList();
            if (own.isEmpty() && !ours.isEmpty()) {
                return "of each service its own";
            }
            String configured = own.getProperty(name, common.getProperty(name));
            if (configured != null) {
                Matcher variable = PLACEHOLDER.matcher(configured);
                String left = variable.matches() ? Objects.requireNonNullElse(variable.group(2), "") : configured;
                if (!left.isEmpty()) {
                    return shown(left);
                }
            }
            return annotation(annotations, "WithDefault")
                    .map(given -> shown(constant(argument(given, "value"))))
                    .orElse(
                            !returned.startsWith("Optional<") || meaning.contains("does not start without it")
                                    ? "**required**"
                                    : "-");
        }

        private String entries(String name) {
            return services().stream()
                    .flatMap(service -> properties(own(service)).entrySet().stream()
                            .filter(entry -> entry.getKey().toString().startsWith(name + "."))
                            .map(entry -> entry.getKey()
                                            .toString()
                                            .substring(name.length() + 1)
                                            .replace("\"", "`") + " " + entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining("; "));
        }

        /** A name of its own in the environment, where we have given one. */
        private String variable(String name) {
            Matcher variable = PLACEHOLDER.matcher(own.getProperty(name, ""));
            return variable.matches() ? " Also as `" + variable.group(1) + "`." : "";
        }

        private String constant(ExpressionTree value) {
            if (value instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            }
            String[] names = value.toString().split("\\.");
            Pattern assigned = Pattern.compile("\\b" + names[names.length - 1] + " = \"([^\"]*)\"");
            return sources(root, names[0] + ".java")
                    .map(ConfigurationReference::content)
                    .map(assigned::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no constant " + value));
        }
    }

    private String said(String name, Doc doc) {
        if (doc.meaning().isEmpty()) {
            faults.add(name + " has no Javadoc");
        }
        return doc.meaning();
    }

    private static String shown(String value) {
        Matcher reference = REFERENCE.matcher(value);
        return reference.matches() ? "that of `" + reference.group(1) + "`" : "`" + value + "`";
    }

    private static String value(String type) {
        Matcher wrapped = Pattern.compile("(?:Optional|List|Set)<(.*)>").matcher(type);
        if (wrapped.matches()) {
            return (type.startsWith("Optional") ? "" : "list of ") + value(wrapped.group(1));
        }
        if (type.startsWith("Map<")) {
            return value(
                    type.substring(type.indexOf(',') + 1, type.length() - 1).strip());
        }
        return switch (type) {
            case "int", "long", "double" -> "number";
            case "boolean" -> "true or false";
            case "Duration" -> "time";
            case "MemorySize" -> "size";
            case "URI" -> "address";
            case "Path" -> "path";
            default -> "text";
        };
    }

    private static String range(List<? extends AnnotationTree> annotations) {
        Map<String, String> bounds = new LinkedHashMap<>();
        for (AnnotationTree each : annotations) {
            String name = each.getAnnotationType().toString();
            switch (name) {
                case "AtLeast" -> bounds.put("least", bound(each));
                case "AtMost" -> bounds.put("most", bound(each));
                case "PositiveDuration" -> bounds.put("least", "more than 0");
                default -> {
                    // Says nothing of the range.
                }
            }
        }
        String least = bounds.get("least");
        String most = bounds.get("most");
        if (least == null) {
            return most == null ? "" : ", at most " + most;
        }
        return most != null
                ? ", " + least + " to " + most
                : least.startsWith("more") ? ", " + least : ", at least " + least;
    }

    private static String bound(AnnotationTree annotation) {
        return argument(annotation, "value").toString().replace("\"", "").replace("_", "");
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    private static Optional<AnnotationTree> annotation(List<? extends AnnotationTree> all, String name) {
        return all.stream()
                .filter(each -> each.getAnnotationType().toString().equals(name))
                .map(AnnotationTree.class::cast)
                .findFirst();
    }

    private static ExpressionTree argument(AnnotationTree annotation, String name) {
        for (ExpressionTree each : annotation.getArguments()) {
            if (!(each instanceof AssignmentTree assigned)) {
                return each;
            } else if (assigned.getVariable().toString().equals(name)) {
                return assigned.getExpression();
            }
        }
        throw new IllegalArgumentException(annotation + " has no " + name);
    }

    private static String text(AnnotationTree annotation, String name) {
        return String.valueOf(((LiteralTree) argument(annotation, name)).getValue());
    }

    private Path own(String service) {
        return root.resolve(service + "-service/src/main/resources/application.properties");
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** What the Javadoc of an element says. */
    private record Doc(String meaning, @Nullable String since) {

        private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|linkplain|literal)\\s+([^{}]*)}");
        private static final Pattern SINCE = Pattern.compile("@since\\s+(\\S+)");

        static Doc of(@Nullable String comment) {
            if (comment == null) {
                return new Doc("", null);
            }
            Matcher since = SINCE.matcher(comment);
            String body = comment.split("(?m)^\\s*@[a-z]+\\b", 2)[0];
            return new Doc(
                    TAG.matcher(body)
                            .replaceAll("`$1`")
                            .replaceAll("</?p>", " ")
                            .replaceAll("\\s+", " ")
                            .strip(),
                    since.find() ? since.group(1) : null);
        }
    }

    /** One source file. */
    private record Unit(CompilationUnitTree tree, DocTrees trees) {

        Doc doc(TreePath path) {
            return Doc.of(trees.getDocComment(path));
        }
    }

    private static List<Unit> units(Path folder, String holding) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = sources(folder, ".java")
                .filter(file -> content(file).contains(holding))
                .sorted(Comparator.naturalOrder())
                .toList();
        if (files.isEmpty()) {
            return List.of();
        }
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            List<Unit> units = new ArrayList<>();
            task.parse().forEach(tree -> units.add(new Unit(tree, trees)));
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(end) && file.toString().contains("src/main/java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
