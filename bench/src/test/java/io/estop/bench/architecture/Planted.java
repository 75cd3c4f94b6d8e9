package io.estop.bench.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles violations that stand as text beside the rule they break, so that they bear the real
 * package names and the rule is tried as it is, and yet no such class is ever part of anything.
 */
final class Planted {

  /** Stands between sources that are one violation together. */
  static final String NEXT_SOURCE = "\f";

  private static final Pattern PACKAGE = Pattern.compile("package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE = Pattern.compile("(?:class|record|interface)\\s+(\\w+)");

  private Planted() {}

  /** Returns the classes of these sources. */
  static JavaClasses classes(Path folder, List<String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      List<Source> units =
          sources.stream()
              .flatMap(text -> Stream.of(text.split(NEXT_SOURCE)))
              .map(Source::new)
              .toList();
      List<String> options = List.of("-proc:none", "-nowarn");
      if (!compiler.getTask(complaints, files, null, options, null, units).call()) {
        throw new IllegalArgumentException("a planted source does not compile: " + complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ClassFileImporter().importPath(folder);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(
          URI.create(
              "memory:///"
                  + first(PACKAGE, text).replace('.', '/')
                  + "/"
                  + first(TYPE, text)
                  + JavaFileObject.Kind.SOURCE.extension),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    private static String first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.find()) {
        throw new IllegalArgumentException("a planted source lacks " + pattern + ": " + text);
      }
      return matcher.group(1);
    }
  }
}
