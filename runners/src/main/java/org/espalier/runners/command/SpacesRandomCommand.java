package org.espalier.runners.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.LearnedSpace;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "random",
    description = {
      "Write a space of random cells: the control of an evolved one.",
      "Cells are drawn from the alphabet that method autospace starts from, distinct within a list."
          + " The file has the form of AutoSpace's search_space.config."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier spaces random control.config --cells 6 --seed 1")
final class SpacesRandomCommand implements CliCommand {
  @Parameters(
      converter = LocalOutput.class,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path file = Path.of("");

  @Option(
      names = "--cells",
      paramLabel = "N",
      defaultValue = "6",
      description = "Cells of each of the 11 lists. Default: ${DEFAULT-VALUE}.")
  private int cells;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the draw. Default: ${DEFAULT-VALUE}.")
  private long seed;

  private SpacesRandomCommand() {}

  @Override
  public Outcome run() throws IOException {
    var lists = LearnedSpace.randomLists(cells, Seeds.random(seed));
    var bytes = ByteBuffer.wrap(LearnedSpaceFile.text(lists).getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file.toAbsolutePath().toString(), channel -> channel.write(bytes));
    return Outcome.ok(
        "%d cells in %d lists%nspace  %s%n".formatted(cells * lists.size(), lists.size(), file),
        Map.of("file", file.toString(), "cells", cells * lists.size()));
  }
}
