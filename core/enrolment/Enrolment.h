#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/FaceTemplates.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/StoreThread.h"

#include <QImage>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace gatehouse::enrolment {

// A face made ready for the store: detected, judged, embedded.
struct FaceSample
{
    people::FaceTemplate faceTemplate;
    QImage crop;
    QString quality; // code of what is weak, empty when good
};

// One line of an import that could not be taken.
struct ImportProblem
{
    QString file;
    int line = 0; // 1 is the header
    QString column;
    ErrorCode code = ErrorCode::FormatInvalid;
    QString explanation; // English, for logs and JSON; the console words it by code
};

struct ImportReport
{
    int rows = 0;
    int added = 0;
    int updated = 0;
    int templates = 0;
    QList<ImportProblem> problems; // pictures that were refused are problems too; the person is still taken
};

} // namespace gatehouse::enrolment
