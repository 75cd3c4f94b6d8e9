package io.estop.bench.process;

import io.estop.embedded.process.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The class path of this very program as another Java machine can use it. The runnable jar has jars
 * inside, which only its own loader can read: it is unpacked.
 */
public final class OwnClassPath {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  private OwnClassPath() {}

  /** Returns the class path, unpacking the runnable jar into the folder where needed. */
  public static String in(Path folder) {
    String given = System.getProperty("java.class.path");
    if (given.contains(File.pathSeparator) || !given.endsWith("-app.jar")) {
      return given;
    }
    try (JarFile jar = new JarFile(given)) {
      return unpack(jar, folder.resolve("classpath"));
    } catch (IOException e) {
      throw new StartFailure("cannot unpack " + given + " for a child: " + e.getMessage(), e);
    }
  }

  private static String unpack(JarFile jar, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> places = new ArrayList<>(List.of(classes.toString()));
    for (JarEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
      String name = entry.getName();
      if (name.startsWith(LIBRARIES)) {
        Path library = folder.resolve(name.substring(LIBRARIES.length()));
        copy(jar, entry, library);
        places.add(library.toString());
      } else if (name.startsWith(CLASSES)) {
        copy(jar, entry, classes.resolve(name.substring(CLASSES.length())));
      }
    }
    return String.join(File.pathSeparator, places);
  }

  private static void copy(JarFile jar, JarEntry entry, Path to) throws IOException {
    if (!to.normalize().equals(to)) {
      throw new IOException("entry points out of the folder: " + entry.getName());
    }
    Files.createDirectories(to.getParent());
    try (InputStream from = jar.getInputStream(entry)) {
      Files.copy(from, to);
    }
  }
}
