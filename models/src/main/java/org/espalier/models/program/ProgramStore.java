package org.espalier.models.program;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * A folder of exported programs, each under its content hash, safe to share between threads and
 * processes.
 *
 * <pre>{@code
 * Program program = ProgramStore.at(folder).export(source);
 * try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
 *   var outputs = loaded.run("sum", Map.of("x", HostArray.vector(1f, 2f, 3f)));
 * }
 * }</pre>
 */
public final class ProgramStore {
  /** Raise when the layout of an exported folder changes. */
  private static final int FORMAT = 1;

  private final Path folder;
  private final ProgramCollector collector;

  private ProgramStore(Path folder, ProgramCollector collector) {
    this.folder = folder;
    this.collector = collector;
  }

  /** The store in this folder, which need not exist yet. */
  public static ProgramStore at(Path folder) {
    return new ProgramStore(folder, ProgramCollector.standard());
  }

  /** The store of this user on this machine, inside {@link CacheFolder}. */
  public static ProgramStore ofUser() {
    return at(CacheFolder.path().resolve("programs"));
  }

  /**
   * Does work with a store that is deleted afterwards: for programs that are loaded once.
   *
   * @param work must load what it exports, and keep no {@link Program}
   */
  public static <T> T temporarily(Function<ProgramStore, T> work) {
    try {
      var folder = Files.createTempDirectory("espalier-programs");
      try {
        return work.apply(at(folder));
      } finally {
        AtomicFolder.delete(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot keep programs in a temporary folder", failure);
    }
  }

  /**
   * The program of this source, built and written unless it already exists.
   *
   * @throws UncheckedIOException if the folder cannot be written
   */
  public Program export(ProgramSource source) {
    var hash = hash(source);
    var target = folder.resolve(source.name() + "-" + hash);
    if (Files.isRegularFile(target.resolve(Program.FILE))) {
      collector.used(target);
    } else {
      write(source, target);
      collector.collect(folder);
    }
    return new Program(source.name(), hash, target);
  }

  /**
   * The program of this source in exactly this folder, for keeps: a SavedModel like any other.
   *
   * @throws IllegalArgumentException if the folder exists
   * @throws UncheckedIOException if it cannot be written
   */
  public static Program exportTo(ProgramSource source, Path directory) {
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(
          "folder " + directory + " exists: name one that does not, or remove it");
    }
    write(source, directory);
    return new Program(source.name(), hash(source), directory);
  }

  /////////////////////////////////////////////////////////////////////////////

  private static String hash(ProgramSource source) {
    var text =
        String.join(
            "\n",
            "format " + FORMAT,
            "code " + CodeDigest.of(ProgramStore.class),
            source.code().stream().map(CodeDigest::of).map("code "::concat).collect(joining("\n")),
            "class " + source.getClass().getName(),
            "name " + source.name(),
            source.description());
    return Digest.sha256().add(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static void write(ProgramSource source, Path target) {
    TensorFlowEngine.start(LoadOptions.defaults());
    try (var graph = new Graph()) {
      var program = new ProgramGraph(graph);
      source.build(program);
      AtomicFolder.write(target, temporary -> fill(temporary, program));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write program " + target, e);
    }
  }

  private static void fill(Path temporary, ProgramGraph program) throws IOException {
    var attachments = Files.createDirectory(temporary.resolve(Program.ATTACHMENTS));
    for (var entry : program.attachments().entrySet()) {
      Files.write(attachments.resolve(entry.getKey()), entry.getValue());
    }
    Files.write(temporary.resolve(Program.FILE), model(program).toByteArray());
  }

  /**
   * Without variables on disk: a program sets its own through a signature, so loading restores
   * nothing.
   */
  private static SavedModel model(ProgramGraph program) {
    var meta =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
            .setGraphDef(OrderedSums.in(program.graph().toGraphDef()))
            .putAllSignatureDef(program.signatureDefs());
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
  }
}
