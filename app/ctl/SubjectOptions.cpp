#include "app/ctl/SubjectOptions.h"

namespace gatehouse::ctl {

void SubjectOptions::addTo(CLI::App& command)
{
    command.add_option("--person", person, "Number of a registered person");
    command.add_option("--vehicle", vehicle, "Number of a registered vehicle");
    command.add_option("--plate", plate, "A plate that nobody registered");
}

Result<privacy::Subject> SubjectOptions::subject() const
{
    const privacy::Subject subject { PersonId(person), VehicleId(vehicle),
        PlateText::fromUserInput(QString::fromStdString(plate)) };
    if (!subject.isOne())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("one of --person, --vehicle and --plate"));
    return subject;
}

} // namespace gatehouse::ctl
