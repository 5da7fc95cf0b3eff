#include "ui/words/FilingText.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::ui {

namespace {

struct FilingTexts
{
    Q_DECLARE_TR_FUNCTIONS(FilingText)
};

} // namespace

QString filingText(const people::PeopleCount& count)
{
    const QLocale locale;
    const QString persons = locale.toString(count.persons);
    const QString withFace = locale.toString(count.withFace);
    const QString duty = locale.toString(people::FilingDuty);
    if (count.level() == people::FilingLevel::Below)
        return FilingTexts::tr(
            "People stored here: %1, of these %2 by face. From %3 on, the law asks for a filing with "
            "the authority.")
            .arg(persons, withFace, duty);
    return FilingTexts::tr("%1 people are stored here, %2 of them by face. From %3 on, the law asks for a filing with "
                           "the authority: remove who is gone.")
        .arg(persons, withFace, duty);
}

} // namespace gatehouse::ui
