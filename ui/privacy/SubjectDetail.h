#pragma once

#include "core/privacy/SubjectFile.h"
#include "ui/privacy/FactColumn.h"

namespace gatehouse::ui {

// Everything that is held about a person, a vehicle or a plate, on one screen.
class SubjectDetail : public FactColumn
{
    Q_OBJECT

public:
    SubjectDetail(const SiteContext& context, const privacy::SubjectFile& file, QWidget* parent = nullptr);

private:
    void addPerson(const privacy::SubjectFile& file);
    void addPassages(const privacy::SubjectFile& file);
    void addTrail(const privacy::SubjectFile& file);
};

} // namespace gatehouse::ui
