package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.storage.SearchRun;

/**
 * What a search has found, made into files: the genotype, a drawing of it and its network.
 *
 * @param run the search
 */
public record Derive(SearchRun run) {

  /**
   * The files.
   *
   * @param genotype the genotype in its text form
   * @param drawing the cell as a Graphviz graph
   * @param model the network as a SavedModel folder
   */
  public record Derived(Path genotype, Path drawing, Path model) {}

  /**
   * Writes the files into a local folder.
   *
   * @throws IllegalArgumentException where the search has found nothing yet
   * @throws ConflictException where there is a network already
   */
  public Derived into(Path output, SearchState state) {
    var genotype = genotype(state);
    var experiment = run.experiment();
    var space = SearchSpaces.named(experiment.space());
    var context =
        new SearchContext(space, experiment.dataSet(), experiment.seed(), run.files().weights());
    var files =
        new Derived(
            output.resolve("genotype.txt"),
            output.resolve("genotype.dot"),
            output.resolve("model"));
    if (Files.exists(files.model())) {
      throw new ConflictException(files.model() + " already exists; give another --output");
    }
    try {
      Files.createDirectories(output);
      Files.writeString(files.genotype(), genotype.getText() + '\n');
      Files.writeString(files.drawing(), space.dot(genotype));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write into " + output, failure);
    }
    experiment.evaluator().export(genotype, state, experiment.method(), context, files.model());
    return files;
  }

  private Genotype genotype(SearchState state) {
    return FoundArchitecture.of(run, state)
        .map(FoundArchitecture::genotype)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    run.files().root()
                        + " has found no architecture yet: repeat its search first"));
  }
}
