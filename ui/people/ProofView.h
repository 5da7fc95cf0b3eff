#pragma once

#include "core/people/Person.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QVBoxLayout;

namespace gatehouse::ui {

// The signature or signed form a consent was given with, for the eyes of whoever asked: pictures are shown; a PDF has
// to leave the site to be looked at, which takes two people. The trail holds the look already.
class ProofView : public QWidget
{
    Q_OBJECT

public:
    ProofView(const SiteContext& context, const people::Consent& consent, const people::ConsentProof& proof,
        QWidget* parent = nullptr);

Q_SIGNALS:
    void exportRequested();

private:
    void addExport(QVBoxLayout* column, const SiteContext& context, qsizetype bytes);
};

} // namespace gatehouse::ui
