package org.espalier.transforms.method.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.espalier.models.operation.MotifGenes;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.SpaceState;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.ToyRound;
import org.junit.jupiter.api.Test;

final class EvolvedSpaceTest {

  @Test
  void aSpaceHasTheFittestCellsThatWereTrained() {
    var members =
        List.of(
            CellMember.newBuilder()
                .setCell("2-00-5-12-12")
                .setReference(true)
                .setTrained(1)
                .build(),
            CellMember.newBuilder().setCell("0-00-2-12-13").setFitness(1).setTrained(1).build(),
            CellMember.newBuilder().setCell("0-00-2-12-15").setFitness(2).setTrained(3).build(),
            CellMember.newBuilder().setCell("0-00-2-12-22").setFitness(9).build());
    var group = CellGroup.newBuilder().setMembers(members).setDrawn(List.of()).build();
    var state =
        SpaceState.newBuilder()
            .setGroups(Collections.nCopies(11, group))
            .setForm(SupernetForm.newBuilder().setMixed(false).build())
            .build();
    var evolved = EvolvedSpace.of(ToyRound.state(4, state));
    assertThat(evolved.lists(2, true).get(3))
        .extracting(MotifGenes::text)
        .containsExactly(
            "0-00-2-12-15", "0-00-2-12-13", "2-00-5-15-15", "2-00-5-15-12", "2-00-5-12-12");
    assertThat(evolved.lists(1, false).get(0)).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evolved.lists(3, true))
        .withMessageContaining("[1, 2]")
        .withMessageContaining("was 3");
  }
}
