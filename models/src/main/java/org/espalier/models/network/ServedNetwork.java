package org.espalier.models.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.models.graph.NetworkNames;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Program;

/**
 * An exported network, loaded to infer: raw images go in, logits come out. It has no variables, so
 * several threads may use it at once; each works in its own thread.
 */
public final class ServedNetwork implements AutoCloseable {

  private static final String SIGNATURE = "serving_default";
  private static final int COLOURS = 3;

  private final LoadedProgram program;
  private final boolean planar;
  private final int height;
  private final int width;
  private final int classes;

  private ServedNetwork(LoadedProgram program, Path folder) {
    this.program = program;
    var shape = program.inputShape(SIGNATURE, NetworkNames.IMAGES);
    boolean isImage = shape.size() == 4;
    this.planar = isImage && shape.get(1) == COLOURS && shape.get(3) != COLOURS;
    this.height = isImage ? Math.toIntExact(shape.get(planar ? 2 : 1)) : 0;
    this.width = isImage ? Math.toIntExact(shape.get(planar ? 3 : 2)) : 0;
    if (height < 1 || width < 1 || (!planar && shape.get(3) != COLOURS)) {
      throw new IllegalArgumentException(
          "%s must take RGB images of one size, takes %s".formatted(folder, shape));
    }
    this.classes = run(new byte[height * width * COLOURS], 1).length;
  }

  /**
   * Loads a network that Espalier has exported.
   *
   * @throws IllegalArgumentException if the folder holds no such network
   */
  public static ServedNetwork load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder of a SavedModel");
    }
    var name = folder.toAbsolutePath().getFileName().toString();
    var options = LoadOptions.defaults().withInterOpThreads(-1);
    var loaded = LoadedProgram.load(new Program(name, "", folder), options);
    try {
      return new ServedNetwork(loaded, folder);
    } catch (RuntimeException unusable) {
      loaded.close();
      throw unusable;
    }
  }

  /** Height of what it takes, pixels. */
  public int height() {
    return height;
  }

  /** Width of what it takes, pixels. */
  public int width() {
    return width;
  }

  /** Classes that it tells apart. */
  public int classes() {
    return classes;
  }

  /**
   * Logits, row by row: [count, classes].
   *
   * @param images unsigned bytes, [count, height, width, 3]
   */
  public float[] logits(byte[] images, int count) {
    return run(planar ? planar(images, count) : images, count);
  }

  @Override
  public void close() {
    program.close();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private float[] run(byte[] images, int count) {
    var array =
        planar
            ? HostArray.of(images, count, COLOURS, height, width)
            : HostArray.of(images, count, height, width, COLOURS);
    return program
        .run(SIGNATURE, Map.of(NetworkNames.IMAGES, array))
        .get(NetworkNames.LOGITS)
        .floats();
  }

  private byte[] planar(byte[] images, int count) {
    int pixels = height * width;
    var planes = new byte[images.length];
    for (int image = 0; image < count; image++) {
      int start = image * pixels * COLOURS;
      for (int i = 0; i < pixels * COLOURS; i++) {
        planes[start + (i % COLOURS) * pixels + i / COLOURS] = images[start + i];
      }
    }
    return planes;
  }
}
