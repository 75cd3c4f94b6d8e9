package io.estop.modelcheck.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The product and the explorer, loaded anew with some sources changed: what is changed is compiled
 * into a folder that comes before everything else.
 */
public final class Mutant extends ClassLoader {
  private static final String OURS = "io.estop.";
  private final Path folder;

  /**
   * @param folder empty; the changed classes and scripts go there
   */
  public Mutant(Path folder, List<Edit> edits) throws IOException {
    super(Mutant.class.getClassLoader());
    this.folder = folder;
    Path sources = Files.createDirectories(folder.resolve("sources"));
    boolean anyJava = false;
    for (Map.Entry<String, String> changed : changed(edits).entrySet()) {
      boolean java = changed.getKey().endsWith(".java");
      Path file = (java ? sources : folder).resolve(changed.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, changed.getValue());
      anyJava |= java;
    }
    if (anyJava) {
      compile(sources);
    }
  }

  private static Map<String, String> changed(List<Edit> edits) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Edit edit : edits) {
      String known = texts.get(edit.resource());
      texts.put(edit.resource(), edit.of(known == null ? edit.original() : known));
    }
    return texts;
  }

  private void compile(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<Path> files;
    try (var found = Files.walk(sources)) {
      files = found.filter(file -> file.toString().endsWith(".java")).toList();
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      // Surefire hides the class path in a manifest and names it here.
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      List<String> options =
          List.of("-proc:none", "-nowarn", "-parameters", "-classpath", classPath);
      if (!compiler.getTask(complaints, manager, null, options, null, units).call()) {
        throw new IllegalStateException("the mutation does not compile: " + complaints);
      }
    }
  }

  /** Calls a static method of texts of a class, loaded here. */
  public String[] call(String type, String method, String... words) {
    try {
      Class<?> loaded = loadClass(type);
      return (String[]) loaded.getMethod(method, String[].class).invoke(null, (Object) words);
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(thrown.getCause());
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? defined(name) : known;
    }
  }

  private Class<?> defined(String name) throws ClassNotFoundException {
    URL place = getResource(name.replace('.', '/') + ".class");
    if (place == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream stream = place.openStream()) {
      byte[] bytes = stream.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return super.getResource(name);
    }
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
