#include "core/enrolment/PersonPictures.h"

#include <QFileInfo>

namespace gatehouse::enrolment {

namespace {

// People of the file who are not enrolled yet are told apart by numbers no row of the store has.
PersonId provisionalId(qsizetype index)
{
    return PersonId(-1 - qint64(index));
}

QString refusalReason(ErrorCode refusal, const vision::FaceQuality& quality)
{
    switch (refusal) {
    case ErrorCode::NoFaceFound:
        return QStringLiteral("no face in it");
    case ErrorCode::SeveralFacesFound:
        return QStringLiteral("more than one face in it");
    case ErrorCode::FaceTooPoor:
        return QStringLiteral("the face is too poor: quality %1, needs %2")
            .arg(quality.overall, 0, 'f', 2)
            .arg(vision::LeastEnrolmentQuality, 0, 'f', 2);
    default:
        return QStringLiteral("the face could not be measured");
    }
}

} // namespace

Result<PersonPictures> lookAtPictures(
    const PersonFile& file, Enroller& enroller, LookAlikes known, const PictureProgress& progress)
{
    int total = 0;
    for (const PersonRow& row : file.rows)
        total += static_cast<int>(row.pictures.size());
    PersonPictures pictures;
    int done = 0;
    for (qsizetype index = 0; index < file.rows.size(); ++index) {
        const PersonRow& row = file.rows.at(index);
        const PersonId enrolled = known.personOfRef(row.ref);
        const PersonId person = enrolled.isValid() ? enrolled : provisionalId(index);
        std::vector<vision::FaceVector> taken;
        for (const QString& path : row.pictures) {
            const auto problem = [&](ErrorCode code, const QString& why) {
                pictures.problems.append(
                    { QFileInfo(path).fileName(), row.line, QStringLiteral("pictures"), code, why });
            };
            const auto picture = evidence::readPictureFile(path);
            if (!picture) {
                problem(picture.error().code, QStringLiteral("cannot be read as a picture"));
            } else if (const FaceAttempt attempt = enroller.look(*picture); !attempt.sample) {
                const ErrorCode refusal = attempt.refusal.value_or(ErrorCode::Internal);
                problem(refusal, refusalReason(refusal, attempt.quality));
            } else {
                const vision::FaceVector& face = attempt.sample->faceTemplate.vector;
                if (known.find(face, person)) {
                    problem(ErrorCode::FaceLooksLikeAnother,
                        QStringLiteral("taken, but it is very much like the face of somebody else"));
                }
                pictures.samples[row.ref].append(*attempt.sample);
                taken.push_back(face);
            }
            if (progress && !progress(++done, total))
                return failure(ErrorCode::Cancelled);
        }
        for (const vision::FaceVector& face : taken)
            known.add(person, face);
    }
    return pictures;
}

} // namespace gatehouse::enrolment
