/** The vocabulary of the made-up sample company: its names, departments, teams, titles and skills. */

/** @param {string} text */
function words(text) {
  return text.split(',');
}

/**
 * First names by gender and family names of one origin, combined at random: nobody is meant.
 * @type {Record<string, {weight: number, language: string, women: string[], men: string[],
 *   last: string[], lastOfWomen?: string[]}>}
 */
export const ORIGINS = {
  german: {
    weight: 58,
    language: 'German',
    women: words(
      'Anna,Katharina,Julia,Sabine,Lena,Birgit,Johanna,Monika,Theresa,Elisabeth,Marlene,Ulrike,Franziska,Jana,Käthe,Bärbel,Sophie,Helene,Gudrun,Miriam,Nora,Petra,Verena,Leonie,Greta,Hannah,Carolin,Ines,Rosa,Magdalena',
    ),
    men: words(
      'Lukas,Florian,Thomas,Jürgen,Matthias,Stefan,Andreas,Tobias,Jörg,Felix,Maximilian,Günther,Klaus,Sebastian,Markus,Björn,Konrad,Paul,Emil,Dominik,Clemens,Rüdiger,Michael,Simon,Valentin,Jakob,Oskar,Anton,Götz,Bernhard',
    ),
    last: words(
      'Huber,Grüner,Wagner,Pichler,Steiner,Moser,Hofer,Berger,Fuchs,Eder,Schwarz,Winkler,Baumgartner,Reiter,Lang,Brunner,Köhler,Schröder,Böhm,Krämer,Lüders,Petersen,Hansen,Vogel,Keller,Zimmermann,Frei,Bürgi,Rüegg,Ammann,Stöckli,Weiß,Strauß,Groß,Lindner,Seidel,Haas,Thaler,Wimmer,Auer,Lechner,Koller,Egger,Maurer,Ostermann,Brandt,Kröger,Dietz,Sommer,Haller',
    ),
  },
  slavic: {
    weight: 14,
    language: 'Croatian',
    women: words('Ivana,Petra,Jelena,Marija,Dragana,Lucija,Mirna,Sanja,Nataša,Željka'),
    men: words('Marko,Goran,Ivan,Dario,Luka,Nikola,Zoran,Tomislav,Vedran,Šime'),
    last: words(
      'Kovačić,Horvatić,Babić,Jurić,Marić,Novosel,Perković,Šimunić,Vuković,Radić,Đurić,Lončar',
    ),
  },
  czech: {
    weight: 7,
    language: 'Czech',
    women: words('Jana,Tereza,Lucie,Veronika,Zuzana,Kateřina,Eliška,Markéta'),
    men: words('Jiří,Petr,Tomáš,Ondřej,Pavel,Vojtěch,Radek,Luboš'),
    last: words('Dvořák,Procházka,Kučera,Veselý,Horák,Němec,Pospíšil,Král,Růžička,Beneš'),
    lastOfWomen: words(
      'Dvořáková,Procházková,Kučerová,Veselá,Horáková,Němcová,Králová,Růžičková,Benešová',
    ),
  },
  polish: {
    weight: 5,
    language: 'Polish',
    women: words('Agnieszka,Małgorzata,Ewa,Zofia,Joanna,Kinga'),
    men: words('Paweł,Łukasz,Krzysztof,Wojciech,Marcin,Michał'),
    last: words('Wiśniewski,Zieliński,Woźniak,Mazur,Krawczyk,Pietrzak,Jaworski,Sikora'),
    lastOfWomen: words('Wiśniewska,Zielińska,Woźniak,Mazur,Krawczyk,Pietrzak,Jaworska,Sikora'),
  },
  turkish: {
    weight: 6,
    language: 'Turkish',
    women: words('Ayşe,Elif,Zeynep,Gülşen,Derya,Melek,Şirin'),
    men: words('Mehmet,Emre,Çağlar,Hakan,Serkan,Onur,Barış'),
    last: words('Yılmaz,Öztürk,Çelik,Şahin,Doğan,Koç,Aydın,Güneş'),
  },
  italian: {
    weight: 6,
    language: 'Italian',
    women: words('Chiara,Giulia,Francesca,Paola,Elena,Noemi'),
    men: words('Marco,Davide,Luca,Alessandro,Niccolò'),
    last: words("Ferraro,Gallo,De Luca,Conti,D'Amico,Marchetti,Fontana,Caruso"),
  },
  spanish: {
    weight: 5,
    language: 'Spanish',
    women: words('Lucía,Carmen,Inés,Begoña,Marta,Sofía'),
    men: words('Álvaro,Iñaki,Sergio,Raúl,Andrés,Joaquín'),
    last: words('Muñoz,García Ibáñez,Núñez,Ortega,Peña,Castaño,Ruiz Llorente,Vidal'),
  },
  french: {
    weight: 4,
    language: 'French',
    women: words('Élodie,Camille,Hélène,Maëlle,Aurélie,Solène'),
    men: words('François,Benoît,Jérôme,Loïc,Étienne,Thibault'),
    last: words('Lefèvre,Gauthier,Mercier,Béranger,Dubreuil,Garçon,Saint-Amand,Noël'),
  },
  portuguese: {
    weight: 2,
    language: 'Portuguese',
    women: words('Inês,Conceição,Beatriz'),
    men: words('João,Tiago,Rúben'),
    last: words('Magalhães,Simões,Araújo,Falcão'),
  },
  hungarian: {
    weight: 4,
    language: 'Hungarian',
    women: words('Réka,Zsófia,Ágnes,Kinga'),
    men: words('Gábor,Zoltán,Bálint,Ákos'),
    last: words('Szabó,Tóth,Kőszegi,Fehér,Lakatos,Győri'),
  },
  indian: {
    weight: 4,
    language: 'Hindi',
    women: words('Priya,Ananya,Kavita,Meera'),
    men: words('Arjun,Rohan,Vikram,Sanjay'),
    last: words('Raman,Deshpande,Iyer,Bhatt,Kulkarni,Menon'),
  },
  arabic: {
    weight: 3,
    language: 'Arabic',
    women: words('Layla,Noura,Yasmin,Rania'),
    men: words('Omar,Karim,Tarek,Samir'),
    last: words('Haddad,Al-Khatib,Mansour,Nasser,El Amrani,Saleh'),
  },
  ukrainian: {
    weight: 3,
    language: 'Ukrainian',
    women: words('Oksana,Olena,Iryna,Daryna'),
    men: words('Andrij,Taras,Bohdan,Mykola'),
    last: words('Kovalenko,Bondar,Melnyk,Lysenko,Tkachuk'),
  },
  english: {
    weight: 3,
    language: 'English',
    women: words('Fiona,Grace,Imogen'),
    men: words('Callum,Owen,Tristan'),
    last: words("Hartley,O'Brien,Whitfield,MacLeod,Price-Jones"),
  },
  vietnamese: {
    weight: 2,
    language: 'Vietnamese',
    women: words('Thu,Linh,Mai'),
    men: words('Minh,Duc,Tuan'),
    last: words('Nguyen,Tran,Pham'),
  },
  nordic: {
    weight: 2,
    language: 'Swedish',
    women: words('Åsa,Ingrid,Maja'),
    men: words('Håkan,Sören,Nils'),
    last: words('Åkesson,Lindqvist,Bjørnstad,Sørlie'),
  },
};

/** First names that go with any gender. */
export const NEUTRAL_NAMES = ['Alex', 'Kim', 'Robin', 'Sascha', 'Toni', 'Noa', 'Mika'];

/**
 * Where people work: country and time zone. Remote people have a place of their own.
 * @type {Record<string, {country: string, zone: string}>}
 */
export const SITES = {
  Wien: { country: 'Austria', zone: 'Europe/Vienna' },
  Graz: { country: 'Austria', zone: 'Europe/Vienna' },
  Zürich: { country: 'Switzerland', zone: 'Europe/Zurich' },
  München: { country: 'Germany', zone: 'Europe/Berlin' },
  Hamburg: { country: 'Germany', zone: 'Europe/Berlin' },
  Brno: { country: 'Czechia', zone: 'Europe/Prague' },
};

export const REMOTE_PLACES = [
  { country: 'Austria', zone: 'Europe/Vienna' },
  { country: 'Germany', zone: 'Europe/Berlin' },
  { country: 'Germany', zone: 'Europe/Berlin' },
  { country: 'Portugal', zone: 'Europe/Lisbon' },
  { country: 'Spain', zone: 'Europe/Madrid' },
  { country: 'Poland', zone: 'Europe/Warsaw' },
  { country: 'Ireland', zone: 'Europe/Dublin' },
  { country: 'Canada', zone: 'America/Toronto' },
];

/**
 * Departments from large to small. `women` is the share of women, `home` where people sit, `head`
 * the title of whoever leads it; a team has a base title, and the skills that are at home in it.
 * @typedef {{title: string, skills: string[]}} Team
 * @typedef {{size: number, women: number, home: Record<string, number>, head: string,
 *   director: string, teams: Record<string, Team>}} Department
 * @type {Record<string, Department>}
 */
export const DEPARTMENTS = {
  Engineering: {
    size: 88,
    women: 0.27,
    home: { Wien: 42, München: 22, Zürich: 12, Brno: 8, Graz: 4, Remote: 12 },
    head: 'Chief Technology Officer',
    director: 'Director of Engineering',
    teams: {
      'Sensor Hardware': {
        title: 'Hardware Engineer',
        skills: ['PCB design', 'Analogue electronics', 'Embedded C'],
      },
      Firmware: { title: 'Firmware Engineer', skills: ['Embedded C', 'Rust', 'Real-time systems'] },
      'Cloud Platform': {
        title: 'Platform Engineer',
        skills: ['Kubernetes', 'Go', 'Terraform', 'Linux'],
      },
      'Web Applications': {
        title: 'Software Engineer',
        skills: ['TypeScript', 'React', 'Accessibility'],
      },
      'Mobile Apps': { title: 'Mobile Engineer', skills: ['Kotlin', 'Swift', 'TypeScript'] },
      'Data & Analytics': {
        title: 'Data Engineer',
        skills: ['Python', 'SQL', 'Statistics', 'Machine learning'],
      },
      'Quality Engineering': {
        title: 'Test Engineer',
        skills: ['Test automation', 'Python', 'Requirements'],
      },
      'Product Design': {
        title: 'Product Designer',
        skills: ['UX research', 'Figma', 'Accessibility'],
      },
    },
  },
  Manufacturing: {
    size: 74,
    women: 0.31,
    home: { Graz: 68, Brno: 28, Wien: 4 },
    head: 'Chief Operations Officer',
    director: 'Plant Director',
    teams: {
      'Assembly Line A': {
        title: 'Assembly Technician',
        skills: ['Soldering', 'Lean production', 'Workplace safety'],
      },
      'Assembly Line B': {
        title: 'Assembly Technician',
        skills: ['Soldering', 'Lean production', 'First aid'],
      },
      Calibration: {
        title: 'Calibration Technician',
        skills: ['Metrology', 'Statistics', 'ISO 9001'],
      },
      Maintenance: {
        title: 'Maintenance Technician',
        skills: ['PLC programming', 'Hydraulics', 'Workplace safety'],
      },
      'Quality Control': {
        title: 'Quality Inspector',
        skills: ['ISO 9001', 'Metrology', 'Root cause analysis'],
      },
      'Production Planning': {
        title: 'Production Planner',
        skills: ['SAP', 'Excel', 'Lean production'],
      },
    },
  },
  Sales: {
    size: 58,
    women: 0.43,
    home: { Wien: 26, München: 24, Hamburg: 20, Zürich: 16, Remote: 14 },
    head: 'Chief Sales Officer',
    director: 'Sales Director',
    teams: {
      'Sales Austria': {
        title: 'Account Manager',
        skills: ['Negotiation', 'CRM', 'Public speaking'],
      },
      'Sales Germany': {
        title: 'Account Manager',
        skills: ['Negotiation', 'CRM', 'Market knowledge DACH'],
      },
      'Sales Switzerland': {
        title: 'Account Manager',
        skills: ['Negotiation', 'CRM', 'Presentation design'],
      },
      'Sales International': {
        title: 'Key Account Manager',
        skills: ['Negotiation', 'Intercultural communication', 'Export rules'],
      },
      'Sales Engineering': {
        title: 'Sales Engineer',
        skills: ['Requirements', 'Public speaking', 'Metrology'],
      },
      'Inside Sales': {
        title: 'Sales Representative',
        skills: ['CRM', 'Excel', 'Telephone skills'],
      },
    },
  },
  'Customer Service': {
    size: 46,
    women: 0.55,
    home: { Hamburg: 46, Wien: 26, Brno: 18, Remote: 10 },
    head: 'Director Customer Service',
    director: 'Director Customer Service',
    teams: {
      'Service Desk': {
        title: 'Service Agent',
        skills: ['Telephone skills', 'Conflict resolution', 'CRM'],
      },
      'Technical Support': {
        title: 'Support Engineer',
        skills: ['Linux', 'SQL', 'Conflict resolution'],
      },
      'Field Service': {
        title: 'Field Service Technician',
        skills: ['Metrology', 'Hydraulics', 'First aid'],
      },
      'Training & Onboarding': {
        title: 'Customer Trainer',
        skills: ['Public speaking', 'E-learning design', 'Facilitation'],
      },
    },
  },
  Logistics: {
    size: 34,
    women: 0.3,
    home: { Graz: 58, Hamburg: 34, Wien: 8 },
    head: 'Director Logistics',
    director: 'Director Logistics',
    teams: {
      Warehouse: {
        title: 'Warehouse Specialist',
        skills: ['Forklift licence', 'Workplace safety', 'Lean production'],
      },
      Shipping: { title: 'Shipping Coordinator', skills: ['Customs', 'Export rules', 'SAP'] },
      Purchasing: { title: 'Buyer', skills: ['Negotiation', 'SAP', 'Contract law'] },
    },
  },
  IT: {
    size: 30,
    women: 0.24,
    home: { Wien: 56, München: 18, Brno: 14, Remote: 12 },
    head: 'Chief Information Officer',
    director: 'Director IT',
    teams: {
      'Workplace Services': {
        title: 'IT Specialist',
        skills: ['Windows administration', 'Linux', 'Telephone skills'],
      },
      'Business Applications': {
        title: 'Application Manager',
        skills: ['SAP', 'SQL', 'Requirements'],
      },
      'Information Security': {
        title: 'Security Analyst',
        skills: ['Information security', 'Linux', 'Python'],
      },
    },
  },
  Finance: {
    size: 24,
    women: 0.58,
    home: { Wien: 70, Zürich: 20, München: 10 },
    head: 'Chief Financial Officer',
    director: 'Director Finance',
    teams: {
      Accounting: { title: 'Accountant', skills: ['Excel', 'SAP', 'IFRS'] },
      Controlling: { title: 'Controller', skills: ['Excel', 'Power BI', 'Statistics'] },
      Payroll: { title: 'Payroll Specialist', skills: ['Labour law', 'Excel', 'Data protection'] },
    },
  },
  Marketing: {
    size: 20,
    women: 0.65,
    home: { Wien: 50, Hamburg: 30, Remote: 20 },
    head: 'Director Marketing',
    director: 'Director Marketing',
    teams: {
      Brand: {
        title: 'Brand Manager',
        skills: ['Copywriting', 'Photography', 'Presentation design'],
      },
      'Digital Marketing': {
        title: 'Marketing Specialist',
        skills: ['Search engine marketing', 'Copywriting', 'Power BI'],
      },
    },
  },
  'Human Resources': {
    size: 16,
    women: 0.75,
    home: { Wien: 62, Graz: 20, München: 18 },
    head: 'Director Human Resources',
    director: 'Director Human Resources',
    teams: {
      'People Partners': {
        title: 'HR Business Partner',
        skills: ['Labour law', 'Conflict resolution', 'Coaching'],
      },
      'Recruiting & Learning': {
        title: 'Talent Specialist',
        skills: ['Interviewing', 'E-learning design', 'Facilitation'],
      },
    },
  },
  Research: {
    size: 12,
    women: 0.42,
    home: { Wien: 40, Zürich: 60 },
    head: 'Director Research',
    director: 'Director Research',
    teams: {
      'Applied Physics': {
        title: 'Research Scientist',
        skills: ['Statistics', 'Python', 'Optics', 'Scientific writing'],
      },
    },
  },
  'Legal & Compliance': {
    size: 7,
    women: 0.57,
    home: { Wien: 70, Zürich: 30 },
    head: 'General Counsel',
    director: 'General Counsel',
    teams: {
      Legal: {
        title: 'Legal Counsel',
        skills: ['Contract law', 'Data protection', 'Export rules'],
      },
    },
  },
  'Executive Office': {
    size: 3,
    women: 0.5,
    home: { Wien: 100 },
    head: 'Chief Executive Officer',
    director: 'Chief Executive Officer',
    teams: {
      'Executive Office': {
        title: 'Executive Assistant',
        skills: ['Facilitation', 'Presentation design', 'Excel'],
      },
    },
  },
};

/** What people in any department want to learn, as far as others can teach it. */
export const WANTED_EVERYWHERE = [
  'Python',
  'Excel',
  'Power BI',
  'Public speaking',
  'Negotiation',
  'Coaching',
  'Facilitation',
  'SQL',
  'Machine learning',
  'Conflict resolution',
  'Presentation design',
  'Figma',
  'Data protection',
  'Photography',
  'First aid',
  'Information security',
];

/** Wanted by some, offered by nobody: the knowledge format should find these. */
export const WANTED_IN_VAIN = ['Prompt engineering', 'Sustainability reporting', 'Sign language'];

/** Known to one person only, each. */
export const KNOWN_TO_ONE = ['COBOL', 'Glass blowing', 'Patent law'];

export const LANGUAGES_TO_LEARN = [
  'Spanish',
  'Italian',
  'French',
  'Czech',
  'Croatian',
  'Portuguese',
];

export const INTERESTS = [
  'Hiking',
  'Cycling',
  'Running',
  'Climbing',
  'Skiing',
  'Football',
  'Volleyball',
  'Table tennis',
  'Swimming',
  'Yoga',
  'Chess',
  'Board games',
  'Cooking',
  'Baking',
  'Coffee',
  'Gardening',
  'Photography',
  'Painting',
  'Choir',
  'Guitar',
  'Jazz',
  'Theatre',
  'Cinema',
  'Reading',
  'Podcasts',
  'Travel',
  'Dogs',
  'Volunteering',
  'Woodworking',
  'Sailing',
];
