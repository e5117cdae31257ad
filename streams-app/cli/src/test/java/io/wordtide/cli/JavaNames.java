package io.wordtide.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The packages, types and members that source files declare. Sources and not classes, because pages also name tests and
 * tools, which no single class path contains.
 */
final class JavaNames {

    private final Set<String> packages = new HashSet<>();
    private final Map<String, List<Type>> types = new HashMap<>();

    private JavaNames() {}

    /** @param parents simple names of what it extends and implements */
    private record Type(String packageName, Set<String> members, List<String> parents) {}

    static JavaNames of(Collection<Path> sources) throws IOException {
        JavaNames names = new JavaNames();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask parser = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : parser.parse()) {
                names.add(unit);
            }
        }
        return names;
    }

    private void add(CompilationUnitTree unit) {
        String packageName = Objects.requireNonNull(unit.getPackageName(), unit.getSourceFile()::getName)
                .toString();
        packages.add(packageName);
        for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree type) {
                add(packageName, type);
            }
        }
    }

    private void add(String packageName, ClassTree tree) {
        Set<String> members = new HashSet<>();
        for (Tree member : tree.getMembers()) {
            if (member instanceof MethodTree method) {
                members.add(method.getName().toString());
            } else if (member instanceof VariableTree field) {
                members.add(field.getName().toString());
            } else if (member instanceof ClassTree nested) {
                members.add(nested.getSimpleName().toString());
                add(packageName, nested);
            }
        }
        List<String> parents = new ArrayList<>();
        if (tree.getExtendsClause() != null) {
            parents.add(simpleName(tree.getExtendsClause()));
        }
        tree.getImplementsClause().forEach(parent -> parents.add(simpleName(parent)));
        types.computeIfAbsent(tree.getSimpleName().toString(), key -> new ArrayList<>())
                .add(new Type(packageName, members, parents));
    }

    private static String simpleName(Tree type) {
        return type.toString().replaceFirst("<.*", "").replaceFirst(".*\\.", "");
    }

    boolean hasPackage(String name) {
        return packages.contains(name);
    }

    /** @param ending last parts of its name, such as {@code streams.store} */
    boolean hasPackageEndingWith(String ending) {
        return packages.stream().anyMatch(endsWith(ending));
    }

    boolean hasType(String simpleName) {
        return types.containsKey(simpleName);
    }

    /**
     * Whether the type exists and has the member, its own or inherited.
     *
     * @param packageEnding last parts of the type's package, empty for any package
     * @param path simple name of a type, then of types nested in it, then optionally of a member
     */
    boolean resolves(String packageEnding, List<String> path) {
        Stream<Type> found = types.getOrDefault(path.get(0), List.of()).stream()
                .filter(type ->
                        packageEnding.isEmpty() || endsWith(packageEnding).test(type.packageName()));
        return path.size() == 1
                ? found.findAny().isPresent()
                : found.anyMatch(type -> hasMember(type, path.get(1)))
                        && (path.size() == 2 || resolves(packageEnding, path.subList(1, path.size())));
    }

    private boolean hasMember(Type type, String member) {
        return type.members().contains(member)
                || type.parents().stream()
                        .flatMap(parent -> types.getOrDefault(parent, List.of()).stream())
                        .anyMatch(parent -> hasMember(parent, member));
    }

    private static Predicate<String> endsWith(String ending) {
        return name -> name.equals(ending) || name.endsWith("." + ending);
    }
}
