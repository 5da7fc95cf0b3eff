#include "core/lane/EnrolledPicture.h"

#include "core/people/FaceTemplates.h"

namespace gatehouse::lane {

QImage enrolledPicture(store::Database& database, const Clock& clock, const LaneEvent& event)
{
    if (event.subject != LaneEvent::Subject::Person || event.certainty != vision::Certainty::Known
        || !event.person.isValid())
        return {};
    people::FaceTemplates templates(database, clock);
    const auto picture = templates.picture(event.person);
    return picture && *picture ? QImage::fromData(**picture) : QImage();
}

} // namespace gatehouse::lane
